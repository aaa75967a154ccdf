import { Button, Checkbox, Popover, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preferences, QueueColumn } from '#domain/contract/preferences.ts';
import { useEscape } from '../../staff/use-escape.ts';

const every: readonly QueueColumn[] = ['number', 'kind', 'state', 'due', 'address', 'street', 'unit', 'class', 'reports', 'opened'];

interface Props {
  readonly preferences: Preferences;
  readonly change: (part: Partial<Preferences>) => void;
}

/** The queue as lines or as a table, and which columns the table has. */
export const QueueView = ({ preferences: { queueView, queueColumns }, change }: Props) => {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  useEscape(isOpen, setIsOpen);
  const columns = (
    <Checkbox.Group
      className="column-choices"
      value={queueColumns}
      options={every.map((value) => ({ value, label: t(`desk.column.${value}`) }))}
      onChange={(chosen) => change({ queueColumns: every.filter((column) => chosen.includes(column)) })}
    />
  );
  return (
    <span className="queue-view">
      <Segmented<Preferences['queueView']>
        size="small"
        aria-label={t('desk.view.label')}
        value={queueView}
        onChange={(view) => change({ queueView: view })}
        options={[
          { value: 'lines', label: t('desk.view.lines') },
          { value: 'table', label: t('desk.view.table') },
        ]}
      />
      {queueView === 'table' && (
        <Popover content={columns} trigger="click" open={isOpen} onOpenChange={setIsOpen} placement="bottomLeft" title={t('desk.view.columns')}>
          <Button size="small">{t('desk.view.columns')}</Button>
        </Popover>
      )}
    </span>
  );
};
