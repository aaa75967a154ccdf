import { Button, type ButtonProps, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';

type Props = Omit<ButtonProps, 'children' | 'onClick'> & {
  /** What it does, as the button says it and as the answer repeats it. */
  readonly label: string;
  readonly sure: string;
  readonly onSure: () => void;
};

/** What ends or deletes something is asked about first, and its answer is red. */
export const EndButton = ({ label, sure, onSure, ...button }: Props) => {
  const { t } = useTranslation();
  return (
    <Popconfirm title={sure} okText={label} okButtonProps={{ danger: true }} cancelText={t('staff.cancel')} onConfirm={onSure}>
      <Button {...button}>{label}</Button>
    </Popconfirm>
  );
};
