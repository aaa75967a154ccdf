import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Import } from '#domain/contract/imports.ts';
import { hrefOf } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { getRefusedRows } from '../../staff/registry-routes.ts';

/** Why rows were refused, how many, where the first stands; the rows themselves as a file to mend and send again. */
export const Refusals = ({ one }: { one: Import }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const format = useFormat();
  const [, navigate] = useLocation();
  return (
    <section className="census-card" aria-labelledby="refusals">
      <h2 id="refusals">{t('census.refusals.title', { rows: format.number(one.counts.refused ?? 0) })}</h2>
      <ul className="plain-list refusals">
        {one.refusals.map((kind) => (
          <li key={`${kind.code} ${kind.column} ${kind.firstRow}`}>
            <strong>{t('census.refusals.rows', { count: kind.rows, shown: format.number(kind.rows) })}</strong>
            <span>
              {kind[language]}
              <span className="quiet">
                {kind.column === null
                  ? t('census.refusals.first', { row: kind.firstRow })
                  : t('census.refusals.firstIn', { row: kind.firstRow, column: kind.column })}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <div className="census-acts">
        <Button icon={<DownloadOutlined />} href={hrefOf(getRefusedRows.path, { id: one.id })} download>
          {t('census.refusals.download')}
        </Button>
        <Button type="link" onClick={() => navigate(`/registry/imports?source=${encodeURIComponent(one.source)}`)}>
          {t('census.refusals.sendAgain')}
        </Button>
      </div>
      <p className="field-hint">{t('census.refusals.hint')}</p>
    </section>
  );
};
