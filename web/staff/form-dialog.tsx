import { App, Modal, type ModalProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAsked } from '../client/use-asked.ts';

/** Leaves a form: what was typed is lost only once that was said, also where the whole page is left. */
export const useLeaving = (isFilled: boolean, leave: () => void): (() => void) => {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  useAsked(isFilled);
  if (!isFilled) return leave;
  return () => {
    modal.confirm({
      title: t('staff.leaving.title'),
      content: t('staff.leaving.means'),
      okText: t('staff.leaving.leave'),
      cancelText: t('staff.leaving.stay'),
      okButtonProps: { danger: true },
      autoFocusButton: 'cancel', // a second press of Escape or Enter keeps what was typed
      onOk: leave,
    });
  };
};

/** Whose dialog it is, and by what they are known: a code is not parted at its hyphens. */
export const Titled = ({ name, by }: { name: string; by: string }) => (
  <>
    {name}&nbsp;· <span className="unparted">{by}</span>
  </>
);

interface Props extends Omit<ModalProps, 'open' | 'onCancel' | 'mask' | 'cancelText'> {
  /** Something was typed or chosen that shutting would lose. */
  readonly isFilled: boolean;
  readonly onClose: () => void;
}

/** A dialog that is filled in: Escape, its cross and “Cancel” ask first where something was. */
export const FormDialog = ({ isFilled, onClose, ...rest }: Props) => {
  const { t } = useTranslation();
  const leave = useLeaving(isFilled, onClose);
  return <Modal open cancelText={t('staff.cancel')} onCancel={leave} mask={{ closable: false }} {...rest} />;
};
