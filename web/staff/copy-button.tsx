import { App, Button } from 'antd';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * Copies the words that stand there. Over plain http, as many a city's own network is, a browser gives its pages no clipboard, and elsewhere a person
 * may have refused it: then they are selected, where the old command copies them, or the hand.
 */
const copy = async (shown: HTMLElement): Promise<boolean> => {
  const isDone = await navigator.clipboard?.writeText(shown.textContent).then(
    () => true,
    () => false,
  );
  if (isDone) return true;
  getSelection()?.selectAllChildren(shown);
  return document.execCommand('copy');
};

/** Copies what stands elsewhere on the page, and says whether it did. */
export const CopyButton = ({ of, children }: { of: RefObject<HTMLElement | null>; children?: ReactNode }) => {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const press = async () => {
    if (of.current === null) return;
    if (await copy(of.current)) message.success(t('staff.copied'));
    else message.warning(t('staff.copyByHand'));
  };
  return (
    <Button size="small" onClick={() => void press()}>
      {children ?? t('staff.copy')}
    </Button>
  );
};
