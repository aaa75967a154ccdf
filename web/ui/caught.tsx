import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

const NotLoaded = () => {
  const { t } = useTranslation();
  return (
    <main className="caught">
      <Notice tone="bad" title={t('common.caught.title')}>
        <p>{t('common.caught.text')}</p>
        <Button onClick={() => location.reload()}>{t('common.caught.again')}</Button>
      </Notice>
    </main>
  );
};

interface Props {
  /** Another page is tried anew. */
  readonly path: string;
  readonly children: ReactNode;
}
interface State {
  readonly path: string;
  readonly isBroken: boolean;
}

/** A page whose script cannot be had (no signal, a new version of the program), or that broke, says so and has a way on: never a white screen. */
export class Caught extends Component<Props, State> {
  override state: State = { path: '', isBroken: false };

  static getDerivedStateFromError(): Partial<State> {
    return { isBroken: true };
  }

  static getDerivedStateFromProps({ path }: Props, before: State): State | null {
    return before.path === path ? null : { path, isBroken: false };
  }

  override render(): ReactNode {
    return this.state.isBroken ? <NotLoaded /> : this.props.children;
  }
}
