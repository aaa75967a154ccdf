import { AimOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Point } from '#domain/contract/terms.ts';
import { useFormat } from '../../client/use-format.ts';
import { RefusalAt } from '../../staff/refused.tsx';
import type { Draft } from './drafts.ts';

interface Props {
  /** Where the order says that it is. */
  readonly place: Point;
  readonly position: Draft['position'];
  readonly onChange: (position: Draft['position']) => void;
}

/** Where the crew stands: by the device, or, where it cannot tell, said to be the order's own place. */
export const PositionField = ({ place, position, onChange }: Props) => {
  const { t } = useTranslation();
  const format = useFormat();
  const [state, setState] = useState<'idle' | 'asking' | 'failed'>('idle');
  const ask = () => {
    if (!('geolocation' in navigator)) return setState('failed');
    setState('asking');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState('idle');
        onChange({ lon: coords.longitude, lat: coords.latitude, accuracyM: coords.accuracy });
      },
      () => setState('failed'),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 },
    );
  };
  const said =
    position === undefined
      ? null
      : position.accuracyM === null
        ? t('orders.field.positionStated')
        : t('orders.field.positionFound', { distance: format.distance(position.accuracyM) });
  return (
    <fieldset className="field position-field">
      <legend>{t('orders.field.position')}</legend>
      <Button icon={<AimOutlined />} loading={state === 'asking'} onClick={ask}>
        {t(state === 'asking' ? 'orders.field.positionAsking' : 'orders.field.positionHere')}
      </Button>
      <p role="status">
        {state === 'failed' && position === undefined ? t('orders.field.positionFailed') : said}
        {state === 'failed' && (
          <Button type="link" onClick={() => onChange({ ...place, accuracyM: null })}>
            {t('orders.field.positionPlace')}
          </Button>
        )}
      </p>
      <RefusalAt field="position" />
    </fieldset>
  );
};
