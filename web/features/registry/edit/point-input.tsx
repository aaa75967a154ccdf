import { AimOutlined } from '@ant-design/icons';
import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { Point } from '#domain/contract/terms.ts';
import { boundsAround } from '../../../staff/bounds.ts';
import { StaffMap } from '../../../staff/staff-map.tsx';

const sideDegrees = 0.0002; // some twenty metres: wells that are told apart lie a few metres from each other

interface Props {
  readonly id: string;
  readonly label: string;
  readonly value: Point;
  readonly city: City;
  /** The map stands open, and stays. */
  readonly isOpen?: boolean;
  readonly onChange: (value: Point) => void;
}

/** A position by its two numbers, or by a tap on the map: each shows in the other. */
export const PointInput = ({ id, label, value, city, isOpen = false, onChange }: Props) => {
  const { t } = useTranslation();
  const [isShown, setIsShown] = useState(isOpen);
  const [start] = useState(value); // the map stays where its reader has it; the pin moves
  const round = (degrees: number) => Number(degrees.toFixed(7));
  return (
    <>
      <div className="edit-point">
        <InputNumber
          id={id}
          aria-label={`${label} ${t('registry.edit.lon')}`}
          step={0.000001}
          value={value.lon}
          onChange={(lon) => onChange({ lon: lon ?? value.lon, lat: value.lat })}
        />
        <InputNumber
          aria-label={`${label} ${t('registry.edit.lat')}`}
          step={0.000001}
          value={value.lat}
          onChange={(lat) => onChange({ lon: value.lon, lat: lat ?? value.lat })}
        />
        {!isOpen && (
          <Button icon={<AimOutlined />} aria-expanded={isShown} onClick={() => setIsShown(!isShown)}>
            {t('registry.edit.onMap')}
          </Button>
        )}
      </div>
      {isShown && (
        <div className="edit-map">
          <StaffMap
            city={city}
            label={t('registry.edit.mapLabel')}
            fitBounds={boundsAround([start], sideDegrees)}
            marks={[{ id: 'point', position: value, label, tone: 'pin' }]}
            onPick={({ lon, lat }) => onChange({ lon: round(lon), lat: round(lat) })}
          />
        </div>
      )}
    </>
  );
};
