import { DownloadOutlined, PlusOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { parsePlate } from '#domain/asset-id.ts';
import type { exactUpTo, Understood } from '#domain/contract/asset-search.ts';
import type { City } from '#domain/contract/city.ts';
import type { Session } from '#domain/contract/sessions.ts';
import type { Point } from '#domain/contract/terms.ts';
import { useFormat } from '../../../client/use-format.ts';
import type { Bounds } from '../../../map/types.ts';
import { AssetLines } from '../../../staff/asset-lines.tsx';
import { type AssetFilter, useAssets, useLoadedAhead } from '../../../staff/assets.ts';
import { useDebounced } from '../../../staff/use-debounced.ts';
import { PlatesDialog } from '../plates/plates-dialog.tsx';
import { type Change, type Get, isDigits, readFilter, writePoint } from './address.ts';
import { ExportDialog } from './export-dialog.tsx';
import { FoundHead } from './found-head.tsx';
import { FoundLine } from './found-line.tsx';
import { SearchFilters } from './search-filters.tsx';

const countedUpTo: typeof exactUpTo = 10_000; // the contract's own, held equal by the compiler
/** Of so many that a number may mean, each may be opened next. */
const fewFound = 5;
const mostPicked = 200; // what one file of plates takes by number

interface Props {
  readonly city: City;
  readonly session: Session;
  readonly get: Get;
  readonly change: Change;
  /** What the map shows; null until it stands. */
  readonly seen: { readonly bounds: Bounds; readonly centre: Point } | null;
  readonly hrefOf: (id: string) => string;
  /** What these words were taken for, once they are answered. */
  readonly onUnderstood: (words: string, understood: Understood | null) => void;
}

/** Some digits of a number fit wells all over the city: those next to the middle of the map, where it was as they were typed, stand first. */
const useNearestFirst = (filter: AssetFilter, centre: Point | null): AssetFilter => {
  const [from, setFrom] = useState<{ q: string | undefined; near: string } | null>(null);
  const isNumber = isDigits(filter.q) && filter.sort === undefined && filter.near === undefined;
  if (isNumber && centre && from?.q !== filter.q) setFrom({ q: filter.q, near: writePoint(centre) });
  return isNumber && from?.q === filter.q && from ? { ...filter, near: from.near, sort: 'distance' } : filter;
};

/** What is asked and what was found for it. The address, and the search with it, holds what is typed once the typing rests; what else narrows it may be changed in quick turn. */
const useAsked = (get: Get, seen: Props['seen']) => {
  const asked = useNearestFirst(readFilter(get, seen?.bounds ?? null), seen?.centre ?? null);
  const rested: AssetFilter = JSON.parse(useDebounced(JSON.stringify(asked), 250));
  const settled = rested.q === asked.q ? rested : asked;
  const found = useAssets(settled);
  const isAnswered = JSON.stringify(settled) === JSON.stringify(asked) && !found.isPlaceholderData;
  const ids = isAnswered ? (found.data?.pages[0]?.assets.map(({ id }) => id) ?? []) : [];
  useLoadedAhead(isDigits(asked.q) ? ids.slice(0, ids.length > fewFound ? 1 : fewFound) : []);
  return { asked, settled, found, first: ids[0] ?? null };
};

/** Opens what stands first for the words that were entered: now, or as soon as they are answered; other words typed meanwhile take that back. */
const useEntered = (asked: string, first: string | null, onOpen: (id: string) => void): ((typed: string) => void) => {
  const [entered, setEntered] = useState<string | null>(null);
  const waits = entered !== null && entered === asked && first !== null;
  const open = useRef(onOpen);
  open.current = onOpen;
  useEffect(() => {
    if (waits && first !== null) open.current(first);
    if (waits) setEntered(null);
  }, [waits, first]);
  const typedOn = useRef(asked);
  useEffect(() => {
    if (typedOn.current !== asked) setEntered((before) => (before === asked ? before : null));
    typedOn.current = asked;
  }, [asked]);
  return setEntered;
};

/** The registry's search: what is asked, what was found, and what to do with it. */
export const Search = ({ city, session, get, change, seen, hrefOf, onUnderstood }: Props) => {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const centre = seen?.centre ?? null;
  const { asked, settled, found, first } = useAsked(get, seen);
  const understood = found.isPlaceholderData ? undefined : found.data?.pages[0]?.understood;
  useEffect(() => {
    if (understood !== undefined) onUnderstood(settled.q ?? '', understood);
  }, [understood, settled.q, onUnderstood]);
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [isPrinting, setIsPrinting] = useState(false);
  const [isExporting, setIsExporting] = useState(false);
  const format = useFormat();
  const total = found.data?.pages[0]?.total;
  // A count that stopped at the exact ones' bound is a floor and no estimate.
  const howCounted = total && (total.exact ? 'exact' : total.count === countedUpTo ? 'over' : 'about');
  const counted = total && howCounted ? t(`registry.count.${howCounted}`, { count: total.count, shown: format.number(total.count) }) : '';
  const mayPrint = session.permissions.includes('plates.print');
  const pick = (id: string, isPicked: boolean) => setPicked((before) => (isPicked ? [...before, id].slice(0, mostPicked) : before.filter((one) => one !== id)));
  // A whole number (typed, pasted, or from a scanner that types what it reads) is opened at once, else what stands first once it answers what was typed.
  const open = useEntered(asked.q ?? '', first, (id) => navigate(hrefOf(id)));
  const enter = (typed: string) => {
    const whole = parsePlate(typed);
    if (whole.ok) navigate(hrefOf(whole.value));
    else open(typed);
  };
  return (
    <>
      <div className="queue-tools">
        <div className="queue-title">
          <h1>{t('registry.title')}</h1>
          <span className="search-acts">
            {session.permissions.includes('assets.register') && (
              <Button type="primary" icon={<PlusOutlined />} onClick={() => navigate(hrefOf('new'))}>
                {t('registry.register.open')}
              </Button>
            )}
            {session.permissions.includes('assets.export') && (
              <Button icon={<DownloadOutlined />} onClick={() => setIsExporting(true)}>
                {t('registry.export.open')}
              </Button>
            )}
            {mayPrint && (
              <Button icon={<PrinterOutlined />} onClick={() => setIsPrinting(true)}>
                {picked.length > 0 ? t('registry.plates.openPicked', { count: picked.length }) : t('registry.plates.open')}
              </Button>
            )}
          </span>
        </div>
        <SearchFilters city={city} get={get} change={change} centre={centre} onEnter={enter} />
      </div>
      <FoundHead first={found.data?.pages[0]} counted={counted} get={get} change={change} centre={centre} sortedBy={asked.sort} />
      <AssetLines
        found={found}
        hrefOf={hrefOf}
        chosenId={null}
        label={t('registry.results')}
        none={t('registry.none')}
        noneHint={t('registry.noneHint')}
        line={(asset) => (
          <FoundLine
            key={asset.id}
            asset={asset}
            href={hrefOf(asset.id)}
            isPicked={picked.includes(asset.id)}
            onPick={mayPrint ? (isPicked) => pick(asset.id, isPicked) : null}
          />
        )}
      />
      {isExporting && <ExportDialog filter={settled} counted={counted} onClose={() => setIsExporting(false)} />}
      {isPrinting && <PlatesDialog picked={picked} narrowed={settled} onClose={() => setIsPrinting(false)} />}
    </>
  );
};
