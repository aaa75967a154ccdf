import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Name } from '#domain/contract/terms.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useDeviceWish } from '../../ui/use-device-wish.ts';
import { iconNamed } from '../icons.ts';
import { darkPalette, lightPalette } from '../palette.ts';
import './words.ts';
import './map-legend.css';

/** A called back order has the sign of one that is to be called back. */
const orderStates = ['dispatched', 'signed', 'contacted', 'in_progress', 'paused', 'resolved', 'checked', 'closed', 'void'] as const;

/** The map's own image, drawn once more; over it the number that the map writes there. */
const Sign = ({ icon, count }: { icon: string; count?: number }) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const image = iconNamed(icon)?.image;
    if (!canvas.current || !image) return;
    canvas.current.width = image.width;
    canvas.current.height = image.height;
    canvas.current.getContext('2d')?.putImageData(image, 0, 0);
  }, [icon]);
  return (
    <span aria-hidden="true" className="legend-sign">
      <canvas ref={canvas} />
      {count}
    </span>
  );
};

const Line = ({ sign, children }: { sign: ReactNode; children: ReactNode }) => (
  <li>
    {sign}
    <span>{children}</span>
  </li>
);

interface Props {
  /** The wells' classes of this city, by their names. */
  readonly classes: readonly { readonly code: string; readonly name: Name }[];
  readonly hasOrders: boolean;
}

/** What the marks mean: each as it is drawn, with its word; folded until asked for. */
export default function MapLegend({ classes, hasOrders }: Props) {
  const { t } = useTranslation();
  const { language, named } = useLanguage();
  const palette = useDeviceWish('dark') ? darkPalette : lightPalette;
  const dot = (fill: string, ring: string) => <span aria-hidden="true" className="legend-dot" style={{ background: fill, border: `1.5px solid ${ring}` }} />;
  return (
    <details className="map-legend">
      <summary>{t('map.legend.title')}</summary>
      <ul>
        {classes.map(({ code, name }) => (
          <Line key={code} sign={<Sign icon={`well/${code}/intact/${language}`} />}>
            {named(name)}
          </Line>
        ))}
        {(['damaged', 'missing', 'abandoned'] as const).map((status) => (
          <Line key={status} sign={<Sign icon={`well/${classes[0]?.code ?? ''}/${status}/${language}`} />}>
            {t(`map.legend.status.${status}`)}
          </Line>
        ))}
      </ul>
      <ul className="legend-wide">
        <Line sign={dot(palette.dot, palette.halo)}>{t('map.legend.cell')}</Line>
        <Line sign={dot(palette.chosen, palette.halo)}>{t('map.legend.alarm')}</Line>
        <Line sign={dot(palette.halo, palette.asset)}>{t('map.legend.asset')}</Line>
        {hasOrders && <Line sign={<Sign icon={`order/dispatched/1/${language}`} />}>{t('map.legend.danger')}</Line>}
        {hasOrders && <Line sign={<Sign icon="orders/0" count={3} />}>{t('map.legend.orders')}</Line>}
      </ul>
      {hasOrders && (
        <ul>
          {orderStates.map((state) => (
            <Line key={state} sign={<Sign icon={`order/${state}/0/${language}`} />}>
              {t(`map.legend.state.${state}`)}
            </Line>
          ))}
        </ul>
      )}
    </details>
  );
}
