import { App, Modal, type ModalProps } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsked } from '../client/use-asked.ts';
import { enlarged } from './themes.ts';

/** Says that what was typed is lost by leaving, and leaves once that is wanted. */
const useAskToLeave = (): ((leave: () => void, stay?: () => void) => void) => {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  return (leave, stay = () => undefined) => {
    modal.confirm({
      title: t('staff.leaving.title'),
      content: t('staff.leaving.means'),
      okText: t('staff.leaving.leave'),
      cancelText: t('staff.leaving.stay'),
      okButtonProps: { danger: true },
      autoFocusButton: 'cancel', // a second press of Escape or Enter keeps what was typed
      onOk: leave,
      onCancel: () => stay(),
    });
  };
};

/** Leaves a form: what was typed is lost only once that was said, also where the whole page is left. */
export const useLeaving = (isFilled: boolean, leave: () => void): (() => void) => {
  const ask = useAskToLeave();
  useAsked(isFilled);
  return isFilled ? () => ask(leave) : leave;
};

/**
 * Back from a form that is filled asks first, where the browser can hold it (Chrome 102; Safari 26.2, Firefox 147); elsewhere it goes as it went.
 * @param onBack after Back was wanted and went, for a form that does not stand in the address
 */
export const useBackAsked = (isFilled: boolean, onBack: () => void = () => undefined): void => {
  const ask = useAskToLeave();
  const latest = useRef({ ask, onBack });
  latest.current = { ask, onBack };
  useEffect(() => {
    if (!isFilled || !('navigation' in globalThis)) return;
    let isAsking = false;
    const hold = (event: NavigateEvent) => {
      if (event.navigationType !== 'traverse' || !event.cancelable) return;
      event.preventDefault();
      if (isAsking) return;
      isAsking = true;
      const { key } = event.destination;
      const leave = () => {
        stop();
        void navigation.traverseTo(key).finished?.then(
          () => latest.current.onBack(),
          () => undefined,
        );
      };
      latest.current.ask(leave, () => {
        isAsking = false;
      });
    };
    const stop = () => navigation.removeEventListener('navigate', hold);
    navigation.addEventListener('navigate', hold);
    return stop;
  }, [isFilled]);
};

/** Whose dialog it is, and by what they are known: a code is not parted at its hyphens. */
export const Titled = ({ name, by }: { name: string; by: string }) => (
  <>
    {name}&nbsp;· <span className="unparted">{by}</span>
  </>
);

interface Props extends Omit<ModalProps, 'open' | 'width' | 'onCancel' | 'mask' | 'cancelText'> {
  /** Something was typed or chosen that shutting would lose. */
  readonly isFilled: boolean;
  readonly onClose: () => void;
  /** In px, of letters of the usual size; as much wider as they are larger. */
  readonly width?: number;
}

/** A dialog that is filled in: Escape, its cross, “Cancel” and Back ask first where something was. */
export const FormDialog = ({ isFilled, onClose, width = 520, ...rest }: Props) => {
  const { t } = useTranslation();
  const leave = useLeaving(isFilled, onClose);
  useBackAsked(isFilled, onClose);
  return <Modal open cancelText={t('staff.cancel')} onCancel={leave} mask={{ closable: false }} width={width * enlarged} {...rest} />;
};
