import { useTranslation } from 'react-i18next';
import type { Import } from '#domain/contract/imports.ts';

const tones: Readonly<Record<Import['state'], string>> = {
  waiting: 'wait',
  checking: 'work',
  stopped: 'bad',
  failed: 'bad',
  checked: 'check',
  applying: 'work',
  applied: 'good',
  cancelled: 'past',
};

/** Where an import stands, in a word. */
export const ImportState = ({ one }: { one: Pick<Import, 'state' | 'interrupted'> }) => {
  const { t } = useTranslation();
  return (
    <span className={`tone-tag tone-${one.interrupted ? 'wait' : tones[one.state]}`}>
      {t(one.interrupted ? 'census.interrupted' : `census.state.${one.state}`)}
    </span>
  );
};
