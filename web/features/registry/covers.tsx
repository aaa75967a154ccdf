import { useTranslation } from 'react-i18next';
import type { Asset } from '#domain/contract/assets.ts';
import { useFormat } from '../../client/use-format.ts';
import { dotted } from '../../ui/dotted.ts';
import { Facts } from './facts.tsx';

type Cover = Asset['covers'][number];

const CoverFacts = ({ cover }: { cover: Cover }) => {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const yesNo = (is: boolean | null) => is !== null && t(is ? 'registry.edit.yes' : 'registry.edit.no');
  const lived = [
    cover.fittedOn && t('registry.fitted', { on: format.date(cover.fittedOn) }),
    cover.removedOn && t('registry.removed', { on: format.date(cover.removedOn) }),
  ];
  return (
    <Facts
      facts={[
        [t('registry.shape'), cover.shape && t(`registry.shapes.${cover.shape}`)],
        [
          t('registry.coverField.sizeMm'),
          cover.sizeMm &&
            (cover.widthMm ? t('registry.sides', { long: cover.sizeMm, short: cover.widthMm }) : t('registry.millimetres', { value: cover.sizeMm })),
        ],
        [t('registry.coverField.clearOpeningMm'), cover.clearOpeningMm && t('registry.millimetres', { value: cover.clearOpeningMm })],
        [t('registry.material'), cover.material && t(`registry.materials.${cover.material}`)],
        [t('registry.loadClass'), cover.loadClass],
        [t('registry.lettering'), cover.lettering],
        [t('registry.maker'), cover.maker],
        [t('registry.coverField.bolted'), yesNo(cover.bolted)],
        [t('registry.coverField.vented'), yesNo(cover.vented)],
        [t('registry.coverField.smartSensor'), yesNo(cover.smartSensor)],
        [
          t('registry.coverField.levelDifferenceMm'),
          cover.levelDifferenceMm !== null && t('registry.millimetres', { value: format.number(cover.levelDifferenceMm) }),
        ],
        [
          t('registry.cover.why'),
          cover.removedReason && i18n.exists(`registry.cover.whys.${cover.removedReason}`) ? t(`registry.cover.whys.${cover.removedReason}`) : null,
        ],
        [t('registry.lived'), dotted(lived)],
      ]}
    />
  );
};

/** The cover that is on it, and those before: a well outlives its cover. */
export const Covers = ({ covers }: { covers: Asset['covers'] }) => {
  const { t } = useTranslation();
  const now = covers.find((cover) => cover.removedOn === null);
  const before = covers.filter((cover) => cover.removedOn !== null);
  return (
    <>
      {now ? <CoverFacts cover={now} /> : <p className="quiet">{t('registry.noCover')}</p>}
      {before.length > 0 && (
        <details>
          <summary>{t('registry.coverBefore', { count: before.length })}</summary>
          {before.map((cover) => (
            <CoverFacts key={`${cover.fittedOn}-${cover.removedOn}`} cover={cover} />
          ))}
        </details>
      )}
    </>
  );
};
