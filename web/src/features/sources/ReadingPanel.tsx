import type { UseQueryResult } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';

import type { Shop } from '@/api/shops';
import { Failure } from '@/ui/Failure';
import { Panel } from '@/ui/Panel';
import { useMay } from '@/ui/session';

interface ReadingPanelProps<Source> {
  title: string;
  hint: string;
  /** What the button to make one says; it is there for those who may, once there is a shop to make it for. */
  add: string;
  onAdd: () => void;
  shops: readonly Shop[];
  sources: UseQueryResult<Source[]>;
  list: (sources: readonly Source[]) => ReactNode;
  /** The windows that are open. */
  children: ReactNode;
}

/** Sources of one kind that are read again and again. */
export function ReadingPanel<Source>({
  title,
  hint,
  add,
  onAdd,
  shops,
  sources,
  list,
  children,
}: ReadingPanelProps<Source>) {
  const mayMake = useMay('admin');
  return (
    <Panel title={title} extra={mayMake && shops.length > 0 ? <Button onClick={onAdd}>{add}</Button> : undefined}>
      {sources.error !== null && <Failure failure={sources.error} onRetry={() => void sources.refetch()} />}
      <p className="source-hint">{hint}</p>
      {sources.isPending && <Skeleton active />}
      {sources.data !== undefined && sources.data.length > 0 && list(sources.data)}
      {children}
    </Panel>
  );
}
