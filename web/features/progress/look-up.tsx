import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';

/** Asks for the number of a report. */
export const LookUp = ({ number }: { number: string }) => {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const [value, setValue] = useState(number);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = value.normalize('NFKC').replace(/\s/g, '').toUpperCase();
    if (typed) go(`/r/${encodeURIComponent(typed)}`);
  };
  return (
    <form className="look-up" onSubmit={submit}>
      <Field
        label={t('progress.number')}
        hint={t('progress.numberHint')}
        value={value}
        required
        onChange={(event) => setValue(event.target.value)}
        maxLength={60}
        autoCapitalize="characters"
        spellCheck={false}
        action={
          <Button look="main" type="submit">
            {t('progress.look')}
          </Button>
        }
      />
    </form>
  );
};
