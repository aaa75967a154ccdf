import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatPlate } from '#domain/asset-id.ts';
import type { AssetSort, crossingM, listAssets, Understood } from '#domain/contract/asset-search.ts';
import type { Point } from '#domain/contract/terms.ts';
import type { Reply } from '../../../client/call.ts';
import { dotted } from '../../../ui/dotted.ts';
import { type Change, type Get, sorts, writePoint } from './address.ts';

const withinM: typeof crossingM = 60; // the contract's own, held equal by the compiler

interface Props {
  readonly first: Reply<typeof listAssets> | undefined;
  /** How many, in words. */
  readonly counted: string;
  readonly get: Get;
  readonly change: Change;
  readonly centre: Point | null;
  /** As the lines stand now, where the address does not say. */
  readonly sortedBy: AssetSort | undefined;
}

/** How many were found, said honestly; what the words were taken for; and the order. */
export const FoundHead = ({ first, counted, get, change, centre, sortedBy }: Props) => {
  const { t } = useTranslation();
  const isCrossing = first?.understood?.as === 'crossing';
  const sort = sorts.find((one) => one === get('sort')) ?? sortedBy ?? (get('near') || isCrossing ? 'distance' : 'number');
  const wordOf = (value: AssetSort) => t(`registry.sort.${value === 'distance' && isCrossing && !get('near') ? 'crossing' : value}`);
  // Distance counts from where the map's middle is when it is asked for.
  const choose = (next: AssetSort) => change({ sort: next, ...(next === 'distance' && centre && !isCrossing ? { near: writePoint(centre) } : {}) });
  const plate = (text: string) => (/^\d{16}[\dX]$/.test(text) ? formatPlate(text) : text);
  const understoodAs = ({ as, text, standsFor, alike, besides }: Understood) =>
    dotted([
      t(`registry.understood.${as}`, { text: plate(text), standsFor: standsFor && plate(standsFor), withinM }),
      ...(alike === 1 ? [] : [t('registry.understood.alike', { count: alike })]),
      ...(besides.length === 0 ? [] : [t('registry.understood.besides', { words: besides.join(t('common.comma')) })]),
    ]);
  return (
    <div className="found-head">
      <p role="status">
        <span className="found-count">{counted}</span>
        {first?.understood && <span className="quiet">{understoodAs(first.understood)}</span>}
      </p>
      <Select
        size="small"
        aria-label={t('registry.sort.label')}
        variant="borderless"
        popupMatchSelectWidth={false}
        value={sort}
        options={sorts.map((value) => ({ value, label: wordOf(value) }))}
        onChange={choose}
      />
    </div>
  );
};
