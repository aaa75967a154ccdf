import { Input, InputNumber, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type KnownSystem, knownSystemCodes, knownSystems, type LocalGrid, readSystem } from '#domain/coordinates/systems.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { dot } from '../ui/dotted.ts';

const isKnown = (said: string): said is KnownSystem => Object.hasOwn(knownSystems, said);
const parameters = [
  ['centralMeridian', 0.000001],
  ['latitudeOfOrigin', 0.000001],
  ['scale', 0.000001],
  ['falseEasting', 1],
  ['falseNorthing', 1],
  ['rotationSeconds', 0.001],
  ['rotationScale', 0.000001],
  ['shiftEast', 0.001],
  ['shiftNorth', 0.001],
] as const;
const firstGrid: LocalGrid = { centralMeridian: 121.467778, latitudeOfOrigin: 31.235556, ellipsoid: 'GRS80' };

/** The name of a system that was said, in the reader's language; a local grid's is "local grid". */
export const useSystemName = (): ((said: string) => string) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  return (said) => (isKnown(said) ? named(knownSystems[said].name) : t('staff.system.local'));
};

const gridIn = (said: string | null): LocalGrid | null => {
  const read = said?.startsWith('{') ? readSystem(said) : null;
  return read?.ok && typeof read.value === 'object' && 'grid' in read.value ? read.value.grid : null;
};

/** A local grid by its parameters; what is left empty is as usual. */
const GridFields = ({ grid, onChange }: { grid: LocalGrid; onChange: (said: string) => void }) => {
  const { t } = useTranslation();
  const id = useId();
  const set = (name: keyof LocalGrid, value: number | string | null) => {
    const { [name]: _, ...rest } = grid;
    onChange(JSON.stringify(value === null ? rest : { ...rest, [name]: value }));
  };
  return (
    <div className="system-grid">
      {parameters.map(([name, step]) => (
        <div key={name} className="field">
          <label htmlFor={`${id}-${name}`}>{t(`staff.system.grid.${name}`)}</label>
          <InputNumber
            id={`${id}-${name}`}
            step={step}
            value={grid[name] ?? null}
            onChange={(value) => (value === null && name === 'centralMeridian' ? undefined : set(name, value))}
          />
        </div>
      ))}
      <div className="field">
        <label htmlFor={`${id}-ellipsoid`}>{t('staff.system.grid.ellipsoid')}</label>
        <Select
          id={`${id}-ellipsoid`}
          aria-label={t('staff.system.grid.ellipsoid')}
          value={grid.ellipsoid ?? 'GRS80'}
          options={(['GRS80', 'WGS84', 'krass', 'IAU76'] as const).map((value) => ({ value, label: t(`staff.system.ellipsoid.${value}`) }))}
          onChange={(value) => set('ellipsoid', value)}
        />
      </div>
    </div>
  );
};

interface Props {
  readonly value: string | null;
  readonly onChange: (said: string | null) => void;
  readonly label: string;
  /** What stands where nothing is said; without it something must be said. */
  readonly unsaid?: string;
}

/** A coordinate system, always said and never guessed: one of the known ones, or a local grid by parameters or as a PROJ text. */
export const SystemField = ({ value, onChange, label, unsaid }: Props) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const id = useId();
  const [kind, setKind] = useState<string | null>(value === null ? null : isKnown(value) ? value : gridIn(value) ? 'grid' : 'proj');
  const shown = value !== null && isKnown(value) ? value : kind;
  const grid = gridIn(value);
  const isWrong = shown === 'proj' && value !== null && !readSystem(value).ok;
  const choose = (next: string | null) => {
    setKind(next);
    onChange(next === 'grid' ? JSON.stringify(firstGrid) : next === 'proj' ? '+proj=tmerc +lat_0=0 +lon_0=121.5 +ellps=GRS80 +units=m' : next);
  };
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{label}</label>
        <Select
          id={id}
          aria-label={label}
          allowClear={unsaid !== undefined}
          placeholder={unsaid}
          value={shown}
          showSearch={{ optionFilterProp: 'label' }}
          options={[
            ...knownSystemCodes.map((code) => ({
              value: code as string,
              label: code.startsWith('EPSG') ? `${named(knownSystems[code].name)}${dot}${code}` : named(knownSystems[code].name),
            })),
            { value: 'grid', label: t('staff.system.localGrid') },
            { value: 'proj', label: t('staff.system.localProj') },
          ]}
          onChange={(next: string | null | undefined) => choose(next ?? null)}
        />
      </div>
      {shown === 'grid' && grid && <GridFields grid={grid} onChange={onChange} />}
      {shown === 'proj' && (
        <div className="field">
          <label htmlFor={`${id}-proj`}>PROJ</label>
          <Input.TextArea
            id={`${id}-proj`}
            className="mono"
            autoSize={{ minRows: 2, maxRows: 4 }}
            maxLength={300}
            value={value ?? ''}
            {...(isWrong ? { status: 'error' as const } : {})}
            aria-invalid={isWrong}
            onChange={(event) => onChange(event.target.value)}
          />
          {isWrong && <p className="field-error">{t('staff.system.projWrong')}</p>}
        </div>
      )}
    </>
  );
};
