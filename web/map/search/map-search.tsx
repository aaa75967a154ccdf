import type { Map as GlMap } from 'maplibre-gl';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { degreesOf } from '#domain/datum.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { MapHit, MapSearch } from '../types.ts';
import { useHits } from './use-hits.ts';
import './words.ts';
import './map-search.css';

interface Props {
  readonly map: GlMap;
  readonly search: MapSearch;
  /** Whether numbers are found too. */
  readonly isStaff: boolean;
  readonly onHit: (hit: MapHit) => void;
  readonly onClose: () => void;
}

const nearestZoom = 18;

const flyTo = (map: GlMap, { position: { lon, lat }, reachM }: MapHit): void => {
  const half = degreesOf(reachM, lat);
  map.fitBounds([lon - half.lon, lat - half.lat, lon + half.lon, lat + half.lat], { padding: 24, maxZoom: nearestZoom });
};

/** A list that is gone through by arrows: which of its lines stands under the hand. */
const useChosen = (count: number) => {
  const [at, setAt] = useState(0);
  const chosen = Math.min(at, count - 1);
  return { chosen, choose: setAt, move: (by: number) => setAt(count === 0 ? 0 : (chosen + by + count) % count) };
};

/** A place by its name: its lines by arrows or touch, Enter flies there, Escape closes. */
export default function MapSearchBox({ map, search, isStaff, onHit, onClose }: Props) {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const list = useId();
  const field = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState('');
  const [isOpen, setIsOpen] = useState(false);
  const { state, hits } = useHits(search, words, () => {
    const { lng, lat } = map.getCenter();
    return { lon: lng, lat };
  });
  const { chosen, choose, move } = useChosen(hits.length);
  useEffect(() => field.current?.focus(), []);
  const take = (hit: MapHit | undefined) => {
    if (!hit) return;
    setIsOpen(false);
    flyTo(map, hit);
    onHit(hit);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => take(hits[chosen]),
    Escape: () => (isOpen && words !== '' ? setIsOpen(false) : onClose()),
  };
  const pressed = (event: KeyboardEvent) => {
    const act = event.nativeEvent.isComposing ? undefined : keys[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const place = ({ kind, street, district }: MapHit) =>
    [t(`map.search.kind.${kind}`), street && named(street), district && named(district)].filter(Boolean).join(' · ');
  const isShown = isOpen && words.trim() !== '' && state !== 'none';
  return (
    <search className="map-search">
      <div className="map-search-field">
        <input
          ref={field}
          type="search"
          role="combobox"
          aria-label={t('map.search.label')}
          aria-expanded={isShown}
          aria-controls={list}
          aria-autocomplete="list"
          {...(isShown && hits.length > 0 ? { 'aria-activedescendant': `${list}-${chosen}` } : {})}
          placeholder={t(isStaff ? 'map.search.placeholderStaff' : 'map.search.placeholder')}
          maxLength={80}
          autoComplete="off"
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
            setIsOpen(true);
            choose(0);
          }}
          onKeyDown={pressed}
        />
        <button type="button" onClick={onClose}>
          {t('map.search.close')}
        </button>
      </div>
      <div className="unseen" role="status">
        {isShown && state === 'found' ? t('map.search.found', { count: hits.length }) : ''}
      </div>
      {isShown && hits.length === 0 && (
        <div className="map-search-results">
          <p>{t(state === 'failed' ? 'map.search.failed' : 'map.search.none')}</p>
        </div>
      )}
      {isShown && hits.length > 0 && (
        <div className="map-search-results" role="listbox" id={list} aria-label={t('map.search.label')}>
          {hits.map((hit, i) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the line
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field's arrows and Enter do it
            <div
              key={`${hit.kind} ${hit.name.zh} ${hit.position.lon} ${hit.position.lat}`}
              id={`${list}-${i}`}
              role="option"
              aria-selected={i === chosen}
              onMouseEnter={() => choose(i)}
              onClick={() => take(hit)}
            >
              <span>{named(hit.name)}</span>
              <small>{place(hit)}</small>
            </div>
          ))}
        </div>
      )}
    </search>
  );
}
