import { useTranslation } from 'react-i18next';
import type { Asset } from '#domain/contract/assets.ts';
import { useFormat } from '../../client/use-format.ts';
import { Facts } from './facts.tsx';

type Cover = Asset['covers'][number];

const CoverFacts = ({ cover }: { cover: Cover }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const lived = [
    cover.fittedOn && t('registry.fitted', { on: format.date(cover.fittedOn) }),
    cover.removedOn && t('registry.removed', { on: format.date(cover.removedOn) }),
  ];
  return (
    <Facts
      facts={[
        [t('registry.shape'), t(`registry.shapes.${cover.shape}`)],
        [t('registry.size'), `${cover.sizeMm} mm`],
        [t('registry.material'), t(`registry.materials.${cover.material}`)],
        [t('registry.loadClass'), cover.loadClass],
        [t('registry.lettering'), cover.lettering],
        [t('registry.maker'), cover.maker],
        [t('registry.lived'), lived.filter(Boolean).join(' · ')],
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
