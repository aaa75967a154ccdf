import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatchReply } from '#domain/contract/match.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { PlaceWords } from '../../ui/place-words.tsx';
import type { Place } from './draft.ts';
import type { HereState } from './use-here.ts';
import './place-step.css';

interface Props {
  readonly place: Place | null;
  readonly found: MatchReply['place'] | undefined;
  readonly here: HereState;
  readonly hasMap: boolean;
  readonly error: string | undefined;
  /** Nobody answered what lies there: the report goes without it. */
  readonly isSilent: boolean;
  readonly onHere: () => void;
  readonly onPlace: (place: Place | null) => void;
}

const hereNotes: Partial<Record<HereState, string>> = {
  denied: 'report.place.denied',
  failed: 'report.place.failed',
  outside: 'report.place.outside',
  asking: 'report.place.asking',
};

/** A tap on a map so far away may mean any of a dozen covers. */
const coarseM = 12;

/** Typing the place: an address or the number on the plate. */
const TypedPlace = ({
  by,
  place,
  error,
  onPlace,
}: {
  by: 'address' | 'plate';
  place: Place | null;
  error: string | undefined;
  onPlace: (place: Place) => void;
}) => {
  const { t } = useTranslation();
  const said = place?.by === 'address' ? place.address : place?.by === 'plate' ? place.plate : '';
  const [value, setValue] = useState(place?.by === by ? said : '');
  const [byNow, setByNow] = useState(place?.by);
  useEffect(() => {
    if (place?.by !== byNow) setByNow(place?.by);
    if (place?.by === by) setValue(said);
  }, [place, by, byNow, said]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (value.trim()) onPlace(by === 'address' ? { by, address: value.trim() } : { by, plate: value.trim() });
  };
  const input = by === 'plate' ? { maxLength: 64, autoCapitalize: 'characters', spellCheck: false } : { maxLength: 200, autoComplete: 'street-address' };
  return (
    <form onSubmit={submit}>
      <Field
        label={t(`report.place.${by}`)}
        hint={t(`report.place.${by}Hint`)}
        value={value}
        onChange={(event) => setValue(event.target.value)}
        error={place?.by === by ? error : undefined}
        action={<Button type="submit">{t('report.place.find')}</Button>}
        {...input}
      />
    </form>
  );
};

/** What we take the place to be. */
const PlaceNow = ({ place, found, hasMap }: Pick<Props, 'place' | 'found' | 'hasMap'>) => {
  const { t } = useTranslation();
  return (
    <output className="place-now">
      {place && found ? (
        <PlaceWords district={found.districtName} street={found.streetName} address={found.address} />
      ) : (
        t(place ? 'report.place.told' : hasMap ? 'report.place.tap' : 'report.place.noMap')
      )}
    </output>
  );
};

/** Where it is: what we take it to be in words, and the other ways of saying it. */
export const PlaceStep = ({ place, found, here, hasMap, error, isSilent, onHere, onPlace }: Props) => {
  const { t } = useTranslation();
  const [typing, setTyping] = useState(false);
  const note = hereNotes[here];
  const typed = place?.by === 'address' || place?.by === 'plate';
  const isUnread = typed && error !== undefined;
  return (
    <section className="step" aria-labelledby="step-place">
      <h2 id="step-place">{t('report.place.title')}</h2>
      <PlaceNow place={isUnread ? null : place} found={found} hasMap={hasMap} />
      {error && !typed && (
        <p className="step-error" role="alert">
          {error}
        </p>
      )}
      <div className="place-ways">
        <Button onClick={onHere} busy={here === 'asking'}>
          {t('report.place.here')}
        </Button>
        {hasMap && (
          <Button aria-expanded={typing} onClick={() => setTyping(!typing)}>
            {t('report.place.other')}
          </Button>
        )}
      </div>
      {isSilent && (
        <p className="step-note" role="status">
          {t('report.place.silent')}
        </p>
      )}
      {place?.by === 'pin' && place.accuracyM > coarseM && <p className="step-note">{t('report.place.coarse')}</p>}
      {note && !place && <p className="step-note">{t(note)}</p>}
      {(typing || !hasMap || (typed && !found)) && (
        <div className="place-typed">
          <TypedPlace by="plate" place={place} error={error} onPlace={onPlace} />
          <TypedPlace by="address" place={place} error={error} onPlace={onPlace} />
        </div>
      )}
    </section>
  );
};
