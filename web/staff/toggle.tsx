import { Switch } from 'antd';
import { useId } from 'react';

interface Props {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** A switch with its words beside it. */
export const Toggle = ({ label, isOn, onChange }: Props) => {
  const id = useId();
  return (
    <span className="toggle">
      <Switch id={id} size="small" checked={isOn} onChange={onChange} />
      <label htmlFor={id}>{label}</label>
    </span>
  );
};
