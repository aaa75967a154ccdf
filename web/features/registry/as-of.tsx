import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';

/** Shows the record as it stood at the end of a chosen day. */
export const AsOf = ({ on, onChange }: { on: string | undefined; onChange: (on: string | null) => void }) => {
  const { t } = useTranslation();
  return (
    <div className={`as-of${on ? ' as-of-past' : ''}`} role="status">
      <label htmlFor="as-of">{t('registry.asOf.label')}</label>
      <Input id="as-of" type="date" value={on ?? ''} onChange={(event) => onChange(event.target.value || null)} />
      {on && (
        <Button size="small" onClick={() => onChange(null)}>
          {t('registry.asOf.now')}
        </Button>
      )}
    </div>
  );
};
