import { Button } from 'antd';
import { Component, type ReactNode } from 'react';

import { useTranslator } from '@/lib/i18n/language';

interface State {
  failure: Error | null;
}

/** Keeps the failure of one part of the page from taking the rest with it. */
export class Boundary extends Component<{ children: ReactNode }, State> {
  override state: State = { failure: null };

  static getDerivedStateFromError(failure: unknown): State {
    return { failure: failure instanceof Error ? failure : new Error(String(failure)) };
  }

  override render(): ReactNode {
    return this.state.failure === null ? this.props.children : <Crash failure={this.state.failure} />;
  }
}

function Crash({ failure }: { failure: Error }) {
  const { t } = useTranslator();
  return (
    <section className="crash" role="alert">
      <h1>{t('app.crash')}</h1>
      <p>{t('app.crash.text')}</p>
      <code>{failure.message}</code>
      <Button type="primary" onClick={() => location.reload()}>
        {t('app.reload')}
      </Button>
    </section>
  );
}
