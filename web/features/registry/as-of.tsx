import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import { useToday } from '../../staff/use-today.ts';
import { useTyped } from '../../staff/use-typed.ts';

interface Props {
  readonly on: string | undefined;
  readonly city: City;
  readonly onChange: (on: string | null) => void;
}

/** Shows the record as it stood at the end of a chosen day. A day is typed figure by figure, each of which makes another one: the record waits until the typing rests. */
export const AsOf = ({ on, city, onChange }: Props) => {
  const { t } = useTranslation();
  const [typed, type] = useTyped(on ?? '', (day) => onChange(day || null));
  return (
    <div className={`as-of${on ? ' as-of-past' : ''}`} role="status">
      <label htmlFor="as-of">{t('registry.asOf.label')}</label>
      <Input id="as-of" type="date" value={typed} max={useToday(city)} onChange={(event) => type(event.target.value)} />
      {on && (
        <Button size="small" onClick={() => onChange(null)}>
          {t('registry.asOf.now')}
        </Button>
      )}
    </div>
  );
};
