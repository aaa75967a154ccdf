import { DeleteOutlined } from '@ant-design/icons';
import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearch } from 'wouter';
import type { Preferences } from '#domain/contract/preferences.ts';
import { useEscape } from '../../staff/use-escape.ts';

interface Props {
  readonly filters: Preferences['queueFilters'];
  /** From what is saved by then: another tab may have saved one of its own. */
  readonly onEdit: (next: (saved: Preferences['queueFilters']) => Preferences['queueFilters']) => void;
}

const mostFilters = 20;

/** One's own filters by name; the one in use can be kept under a name of one's own. */
export const SavedFilters = ({ filters, onEdit }: Props) => {
  const { t } = useTranslation();
  const search = useSearch();
  const [isOpen, setIsOpen] = useState(false);
  const [name, setName] = useState('');
  useEscape(isOpen, setIsOpen);
  const keep = () => {
    const called = name.trim();
    if (called === '' || search === '') return;
    onEdit((saved) => [...saved.filter((one) => one.name !== called), { name: called, query: search }]);
    setName('');
  };
  const list = (
    <div className="saved-filters">
      {filters.length === 0 && <p className="field-hint">{t('desk.saved.none')}</p>}
      <ul className="plain-list">
        {filters.map((one) => (
          <li key={one.name}>
            <Link href={`/desk?${one.query}`} aria-current={one.query === search ? 'true' : undefined} onClick={() => setIsOpen(false)}>
              {one.name}
            </Link>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('desk.saved.drop', { name: one.name })}
              onClick={() => onEdit((saved) => saved.filter(({ name: other }) => other !== one.name))}
            />
          </li>
        ))}
      </ul>
      <form
        className="saved-filter-new"
        onSubmit={(event) => {
          event.preventDefault();
          keep();
        }}
      >
        <Input
          aria-label={t('desk.saved.name')}
          placeholder={t(search === '' ? 'desk.saved.nothing' : 'desk.saved.name')}
          maxLength={30}
          value={name}
          disabled={search === '' || filters.length >= mostFilters}
          onChange={(event) => setName(event.target.value)}
        />
        <Button htmlType="submit" disabled={name.trim() === '' || search === ''}>
          {t('desk.saved.keep')}
        </Button>
      </form>
    </div>
  );
  return (
    <Popover content={list} trigger="click" open={isOpen} onOpenChange={setIsOpen} placement="bottomLeft" title={t('desk.saved.title')}>
      <Button size="small">{t('desk.saved.title')}</Button>
    </Popover>
  );
};
