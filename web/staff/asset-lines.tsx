import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { formatPlate } from '#domain/asset-id.ts';
import type { FoundAsset } from '#domain/contract/asset-search.ts';
import type { AssetRow } from '#domain/contract/assets.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Address } from '../ui/address.tsx';
import type { useAssets } from './assets.ts';
import { MoreButton } from './more-button.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { StatusTag } from './tags.tsx';
import './assets.css';
import { dot } from '../ui/dotted.ts';
import { Nothing } from './nothing.tsx';
import { useIntoView } from './use-into-view.ts';

const AssetLine = ({ asset, href, isChosen }: { asset: AssetRow; href: string; isChosen: boolean }) => {
  const { named } = useLanguage();
  const line = useIntoView(isChosen);
  return (
    <li ref={line}>
      <Link href={href} className="asset-line" aria-current={isChosen ? 'true' : undefined}>
        <span className="asset-line-top">
          <strong>{named(asset.className)}</strong>
          <StatusTag status={asset.status} />
        </span>
        <span className="mono">{formatPlate(asset.id)}</span>
        <span className="asset-line-where">
          {asset.address && (
            <>
              <Address of={asset.address} isFirst />
              {dot}
            </>
          )}
          {named(asset.street)}
        </span>
      </Link>
    </li>
  );
};

interface Props {
  readonly found: ReturnType<typeof useAssets>;
  readonly hrefOf: (id: string) => string;
  readonly chosenId: string | null;
  readonly label: string;
  readonly none: string;
  readonly noneHint: string;
  /** Draws one, as a list item; the usual line without. */
  readonly line?: (asset: FoundAsset) => ReactNode;
}

/** Assets found, in all conditions: loading, failed, none, some, more to come. */
export const AssetLines = ({ found, hrefOf, chosenId, label, none, noneHint, line }: Props) => {
  const { t } = useTranslation();
  if (found.isPending) return <Skeleton active paragraph={{ rows: 8 }} className="asset-pad" />;
  if (found.isError)
    return (
      <div className="asset-pad">
        <ProblemNotice error={found.error} title={t('staff.problem.load')} onRetry={() => void found.refetch()} />
      </div>
    );
  const assets = found.data.pages.flatMap((page) => page.assets);
  if (assets.length === 0)
    return (
      <Nothing words={none}>
        <p className="field-hint">{noneHint}</p>
      </Nothing>
    );
  return (
    <nav aria-label={label} className={`asset-lines${found.isPlaceholderData ? ' asset-lines-old' : ''}`}>
      <ul className="plain-list">
        {assets.map((asset) => line?.(asset) ?? <AssetLine key={asset.id} asset={asset} href={hrefOf(asset.id)} isChosen={asset.id === chosenId} />)}
      </ul>
      <MoreButton list={found} block type="text" />
    </nav>
  );
};
