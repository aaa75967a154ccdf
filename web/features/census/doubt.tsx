import { AimOutlined, UndoOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { formatPlate } from '#domain/asset-id.ts';
import type { listDoubts } from '#domain/contract/import-doubts.ts';
import type { Reply } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useIntoView } from '../../staff/use-into-view.ts';
import { dotted } from '../../ui/dotted.ts';
import { Overtaken } from './overtaken.tsx';
import type { Decision } from './queries.ts';

const alone: readonly string[] = ['place_differs', 'number_class_differs'] satisfies Item['kind'][];

/** What can be answered: a row that is doubted for what it says itself is no other's. */
export const answersTo = (kind: Item['kind']): readonly Decision[] => (alone.includes(kind) ? ['keep', 'refuse'] : ['merge', 'keep', 'refuse']);
type Item = Reply<typeof listDoubts>['items'][number];
type SideOf = Item['here'];

/** What an answer means: of a well that was changed since, not whether it is the same but whose word counts. */
export const answerWords = (kind: Item['kind'], decision: Decision) => {
  if (kind === 'changed_since' && decision !== 'refuse') {
    const isMerge = decision === 'merge';
    return {
      one: `census.doubts.overtaken.${decision}`,
      all: isMerge ? 'census.doubts.overtaken.allMerge' : 'census.doubts.overtaken.allKeep',
      allSure: 'census.doubts.overtaken.sure',
      was: isMerge ? 'census.doubts.overtaken.wasMerge' : 'census.doubts.overtaken.wasKeep',
    } as const;
  }
  if (alone.includes(kind) && decision !== 'refuse')
    return { one: 'census.doubts.alone.keep', all: 'census.doubts.alone.all', allSure: 'census.doubts.alone.sure', was: 'census.doubts.alone.was' } as const;
  return {
    one: `census.doubts.${decision}`,
    all: `census.doubts.all.${decision}`,
    allSure: `census.doubts.allSure.${decision}`,
    was: `census.doubts.was.${decision}`,
  } as const;
};

const facts = ['className', 'owner', 'sourceNumber', 'address', 'status', 'lettering'] as const;

/** One of the two: what it says of itself; what differs from the other stands out. */
const Side = ({ side, other, title }: { side: SideOf; other: SideOf | null; title: string }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const worded = (of: SideOf, name: (typeof facts)[number]): string | null =>
    name === 'className'
      ? named(of.className)
      : name === 'owner'
        ? of.owner && named(of.owner)
        : name === 'status'
          ? of.status && t(`staff.status.${of.status}`)
          : of[name];
  return (
    <div className="doubt-side">
      <h4>{side.assetId ? <Link href={`/registry/${side.assetId}`}>{formatPlate(side.assetId)}</Link> : title}</h4>
      <dl>
        {facts.map((name) => {
          const value = worded(side, name);
          const differs = other !== null && value !== null && worded(other, name) !== null && worded(other, name) !== value;
          return (
            value && (
              <div key={name} className={differs ? 'side-differs' : ''}>
                <dt>{t(`census.doubts.fact.${name}`)}</dt>
                <dd>{value}</dd>
              </div>
            )
          );
        })}
      </dl>
    </div>
  );
};

/** What a merge leaves: of two rows the first one's words, of a row and an asset the later word. */
const useStays = ({ kind, here, there }: Item): string | null => {
  const { t } = useTranslation();
  if (there === null || kind === 'changed_since' || !answersTo(kind).includes('merge')) return null;
  const isFromFile = there.row !== null;
  const address = isFromFile ? there.address : (here.address ?? there.address);
  const stays = isFromFile ? t('census.doubts.stays.row', { row: there.row }) : t('census.doubts.stays.asset');
  return here.address === there.address || address === null ? stays : `${stays}${t('census.doubts.stays.address', { address })}`;
};

interface Props {
  readonly doubt: Item;
  readonly isChosen: boolean;
  readonly isBusy: boolean;
  readonly onChoose: (row: number) => void;
  readonly onDecide: (which: { readonly rows: number[]; readonly decision: Decision }) => void;
  readonly onTakeBack: (which: { readonly rows: number[] }) => void;
}

/** One likely twin: its two sides, how far apart, and the three answers. Kept as it is drawn while others are decided: there may be thousands. */
export const Doubt = memo(({ doubt, isChosen, isBusy, onChoose, onDecide, onTakeBack }: Props) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const line = useIntoView(isChosen);
  const stays = useStays(doubt);
  const metres =
    doubt.distanceM === null ? null : doubt.distanceM < 10 ? t('census.metres', { value: format.number(doubt.distanceM) }) : format.distance(doubt.distanceM);
  const other = doubt.there?.row ? t('census.doubts.rowOf', { row: doubt.there.row }) : t('census.doubts.there');
  return (
    <li ref={line} className={`doubt${isChosen ? ' doubt-chosen' : ''}${doubt.decision ? ' doubt-decided' : ''}`}>
      <div className="doubt-head">
        <strong>{named(doubt.className)}</strong>
        <span className="quiet">{dotted([t(`census.doubts.kind.${doubt.kind}`), doubt.said, metres && t('census.doubts.apart', { metres })])}</span>
        <Button size="small" type="text" icon={<AimOutlined />} aria-pressed={isChosen} onClick={() => onChoose(doubt.row)}>
          {t('census.doubts.show')}
        </Button>
      </div>
      <div className="doubt-sides">
        <Side side={doubt.here} other={doubt.there} title={t('census.doubts.rowOf', { row: doubt.row })} />
        {doubt.there && <Side side={doubt.there} other={doubt.here} title={other} />}
      </div>
      {stays && doubt.decision !== 'keep' && doubt.decision !== 'refuse' && <p className="doubt-stays">{stays}</p>}
      {doubt.changes && <Overtaken changes={doubt.changes} />}
      {doubt.decision ? (
        <p className="doubt-answer">
          {t(answerWords(doubt.kind, doubt.decision).was)}
          {doubt.mayTakeBack && (
            <Button size="small" type="text" icon={<UndoOutlined />} disabled={isBusy} onClick={() => onTakeBack({ rows: [doubt.row] })}>
              {t('census.doubts.takeBack')}
            </Button>
          )}
        </p>
      ) : (
        <div className="census-acts">
          {answersTo(doubt.kind).map((decision) => (
            <Button key={decision} size="small" disabled={isBusy} onClick={() => onDecide({ rows: [doubt.row], decision })}>
              {t(answerWords(doubt.kind, decision).one)}
            </Button>
          ))}
        </div>
      )}
    </li>
  );
});
