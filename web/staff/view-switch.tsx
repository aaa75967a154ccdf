import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';

export type View = 'list' | 'map';

/** On a phone: the list or the map, since both do not fit. */
export const ViewSwitch = ({ view, onChange }: { view: View; onChange: (view: View) => void }) => {
  const { t } = useTranslation();
  return (
    <div className="pane-switch">
      <Segmented
        block
        value={view}
        onChange={onChange}
        options={[
          { value: 'list', label: t('staff.list') },
          { value: 'map', label: t('staff.map') },
        ]}
      />
    </div>
  );
};
