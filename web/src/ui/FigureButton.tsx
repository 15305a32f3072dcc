import type { ReactNode } from 'react';

import { useTranslator } from '@/lib/i18n/language';

import './rows.css';

interface FigureButtonProps {
  onRows: (() => void) | undefined;
  /** What it says when pointed at; otherwise that it opens the rows. */
  title?: string;
  children: ReactNode;
}

/** A figure that opens the rows behind it; without rows it is only the figure. */
export function FigureButton({ onRows, title, children }: FigureButtonProps) {
  const { t } = useTranslator();
  return onRows === undefined ? (
    children
  ) : (
    <button
      type="button"
      className="figure-button"
      title={title ?? t('rows.see')}
      onClick={(event) => {
        event.stopPropagation();
        onRows();
      }}
    >
      {children}
    </button>
  );
}
