import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { percentOf } from '#domain/act-because.ts';
import type { ActBecause, Order } from '#domain/contract/orders.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { KeySign } from '../../staff/key-sign.tsx';
import { useLetters } from '../../staff/use-letters.ts';
import { actionKeys } from './action-keys.ts';
import { useOwnKeys } from './own-keys.ts';

interface Props {
  readonly order: Order;
  readonly isBusy: boolean;
  readonly onAccept: (unitId: string, because: ActBecause) => void;
}

/** A dispatcher's shortest way: to whom the registry thinks it belongs, by one key or one press; undone as any other dispatch. */
export const AcceptSuggestion = ({ order: { suggestion, chosen }, isBusy, onAccept }: Props) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const { keys, isOn } = useOwnKeys(actionKeys);
  const key = keys.accept ?? '';
  const percent = percentOf(suggestion?.probability ?? 0);
  const accept = () => {
    if (suggestion) onAccept(suggestion.unit.id, chosen ? { code: 'note-as-recorded' } : { code: 'note-as-suggested', percent });
  };
  useLetters({ [key]: accept }, isOn && suggestion !== null && !isBusy);
  if (suggestion === null) return null;
  return (
    <Button type="primary" disabled={isBusy} onClick={accept} {...(isOn ? { 'aria-keyshortcuts': key } : {})}>
      {t(chosen ? 'orders.accept.chosen' : 'orders.accept.button', { unit: named(suggestion.unit.name), percent: format.number(percent) })}{' '}
      {isOn && <KeySign of={key} />}
    </Button>
  );
};
