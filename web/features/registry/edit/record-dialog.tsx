import { Input, Radio } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultsOfFacts } from '#domain/asset-facts.ts';
import { formatPlate, isAssetId } from '#domain/asset-id.ts';
import type { CoverFacts } from '#domain/contract/asset-edits.ts';
import type { Asset } from '#domain/contract/assets.ts';
import type { City } from '#domain/contract/city.ts';
import type { Point } from '#domain/contract/terms.ts';
import { call } from '../../../client/call.ts';
import { useAsset } from '../../../staff/assets.ts';
import { FormDialog } from '../../../staff/form-dialog.tsx';
import { ProblemNotice } from '../../../staff/problem-notice.tsx';
import { RefusalAt, RefusedForm } from '../../../staff/refused.tsx';
import { mergeAsset, retireAsset, splitAsset } from '../../../staff/routes.ts';
import { useToday } from '../../../staff/use-today.ts';
import { type Draft, recordedOf } from './fields.ts';
import { MergeApart, mergedOf } from './merge-apart.tsx';
import { MergeInto } from './merge-into.tsx';
import { MergeSides } from './merge-sides.tsx';
import { PointInput } from './point-input.tsx';
import { SplitFields } from './split-fields.tsx';
import { useEdit } from './use-edit.ts';

export type RecordAct = 'merge' | 'apart' | 'split' | 'retire';
type Gone = 'abandoned' | 'removed';

interface Props {
  readonly asset: Asset;
  readonly city: City;
  readonly act: RecordAct;
  readonly onClose: () => void;
  readonly onDone: (next: Asset) => void;
}

interface Said {
  /** Of a merge the number that stays, of one that is undone the number that stands on its own again. */
  readonly into: string;
  /** Of a split: where the other well lies. */
  readonly position: Point;
  /** Of a split: what the other well is recorded as otherwise, and its cover. */
  readonly facts: Draft;
  readonly cover: Draft | null;
  readonly status: Gone;
  readonly note: string;
}

/** Something of it is said: of a cover that is only known to be there nothing is recorded. */
const isKnown = (cover: Draft | null): boolean => cover !== null && Object.keys(cover).length > 0;

/** @param mergedVersion the version of the record that is to stand on its own again */
const send = (asset: Asset, act: RecordAct, { into, position, facts, cover, status, note }: Said, mergedVersion: number | null): Promise<Asset> => {
  const [params, said] = [{ id: asset.id }, { version: asset.version, note: note.trim() }];
  if (act === 'apart') return call(splitAsset, { params: { id: into }, body: { ...said, version: mergedVersion ?? 0 } });
  if (act === 'merge') return call(mergeAsset, { params, body: { ...said, into: into.trim() } });
  if (act === 'retire') return call(retireAsset, { params, body: { ...said, status } });
  return call(splitAsset, { params, body: { ...said, position, ...facts, ...(isKnown(cover) ? { cover: cover as CoverFacts } : {}) } });
};

const hasMoved = (asset: Asset, { position }: Said): boolean =>
  position.lon.toFixed(7) !== asset.position.lon.toFixed(7) || position.lat.toFixed(7) !== asset.position.lat.toFixed(7);

/** Nothing is lacking for the deed. */
const isWhole = (act: RecordAct, { note, into }: Said, isMoved: boolean): boolean =>
  note.trim() !== '' && ((act !== 'merge' && act !== 'apart') || into.trim() !== '') && (act !== 'split' || isMoved);

/** Something was typed or chosen. */
const isFilled = (act: RecordAct, { note, into, facts, cover }: Said): boolean =>
  `${note}${act === 'merge' ? into : ''}`.trim() !== '' || Object.keys(facts).length > 0 || isKnown(cover);

/** A number that is whole as typed, spaces and all; null before. */
const formatted = (typed: string): string | null => {
  const plain = typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  return isAssetId(plain) ? plain : null;
};

interface PartProps {
  readonly id: string;
  readonly asset: Asset;
  readonly city: City;
  readonly said: Said;
  readonly onSay: (said: Said) => void;
}

/** Of a split: where the other well lies, what it is, and its cover. */
const SplitPart = ({ id, asset, city, said, onSay }: PartProps) => {
  const { t } = useTranslation();
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{t('registry.split.where')}</label>
        <PointInput id={id} label={t('registry.split.where')} value={said.position} city={city} isOpen onChange={(position) => onSay({ ...said, position })} />
        <RefusalAt field="position" />
        {!hasMoved(asset, said) && <p className="field-hint">{t('registry.split.move')}</p>}
      </div>
      <SplitFields
        city={city}
        before={recordedOf(asset)}
        draft={said.facts}
        cover={said.cover}
        onChange={(facts) => onSay({ ...said, facts })}
        onCover={(cover) => onSay({ ...said, cover })}
      />
    </>
  );
};

/** What each deed asks for beside its reason. @param there the other of the two, once it is known */
const Part = ({ act, there, ...props }: PartProps & { act: RecordAct; there: Asset | undefined }) => {
  const { t } = useTranslation();
  const { id, asset, city, said, onSay } = props;
  const sayInto = (into: string) => onSay({ ...said, into });
  if (act === 'split') return <SplitPart {...props} id={`${id}-point`} />;
  if (act === 'apart') return <MergeApart asset={asset} value={said.into} isRecordless={there?.askedVersion === null} onChange={sayInto} />;
  if (act === 'merge')
    return (
      <>
        <MergeInto id={`${id}-into`} asset={asset} value={said.into} onChange={sayInto} />
        {there && <MergeSides city={city} asset={asset} other={there} />}
      </>
    );
  return (
    <Radio.Group
      value={said.status}
      onChange={(event) => onSay({ ...said, status: event.target.value })}
      options={(['abandoned', 'removed'] as const).map((value) => ({ value, label: t(`registry.retire.${value}`) }))}
    />
  );
};

/** Merge, undo that, split or retire: what will happen in words, the reason, then the deed. */
export const RecordDialog = ({ asset, city, act, onClose, onDone }: Props) => {
  const { t } = useTranslation();
  const id = useId();
  const [said, setSaid] = useState<Said>({
    into: act === 'apart' ? (mergedOf(asset)[0] ?? '') : '',
    position: { lon: Number(asset.position.lon.toFixed(7)), lat: Number(asset.position.lat.toFixed(7)) },
    facts: {},
    cover: null,
    status: 'abandoned',
    note: '',
  });
  const isMoved = hasMoved(asset, said);
  const isFaulty = Object.keys(faultsOfFacts(said.cover ?? {}, useToday(city))).length > 0;
  const other = act === 'merge' || act === 'apart' ? formatted(said.into) : null;
  const there = useAsset(other).data;
  const mergedVersion = there?.askedVersion ?? null;
  const edit = useEdit(asset, () => send(asset, act, said, mergedVersion), onDone);
  return (
    <FormDialog
      isFilled={isMoved || isFilled(act, said)}
      onClose={onClose}
      width={act === 'retire' ? 520 : 680}
      title={t(`registry.${act}.title`)}
      okText={t(`registry.${act}.do`)}
      okButtonProps={{
        danger: true,
        loading: edit.isPending,
        disabled: isFaulty || (act === 'apart' && mergedVersion === null) || !isWhole(act, said, isMoved),
      }}
      onOk={() => edit.mutate(undefined)}
    >
      <RefusedForm error={edit.error} className="edit-form">
        <p>{t(`registry.${act}.means`, { number: formatPlate(asset.id).replaceAll(' ', '\u00a0') })}</p>
        {edit.isError && <ProblemNotice error={edit.error} />}
        <Part id={id} act={act} asset={asset} city={city} said={said} there={there} onSay={setSaid} />
        <div className="field">
          <label htmlFor={`${id}-note`}>{t('registry.edit.reason')}</label>
          <Input.TextArea
            id={`${id}-note`}
            autoSize={{ minRows: 2 }}
            maxLength={500}
            value={said.note}
            onChange={(event) => setSaid({ ...said, note: event.target.value })}
            aria-describedby={`${id}-needed`}
          />
          {said.note.trim() === '' && (
            <p id={`${id}-needed`} className="field-hint">
              {t('registry.edit.reasonNeeded')}
            </p>
          )}
          <RefusalAt field="note" />
        </div>
      </RefusedForm>
    </FormDialog>
  );
};
