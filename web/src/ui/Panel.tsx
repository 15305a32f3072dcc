import { useId, type ReactNode } from 'react';

interface PanelProps {
  title: ReactNode;
  /** Controls beside the title. */
  extra?: ReactNode;
  children: ReactNode;
  /** Dims the content while a newer answer is on its way. */
  stale?: boolean;
}

/** A titled part of a page. */
export function Panel({ title, extra, children, stale = false }: PanelProps) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id} aria-busy={stale}>
      <header className="panel-head">
        <h2 id={id} className="panel-title">
          {title}
        </h2>
        {extra !== undefined && <div className="panel-extra">{extra}</div>}
      </header>
      <div className={stale ? 'panel-body stale' : 'panel-body'}>{children}</div>
    </section>
  );
}
