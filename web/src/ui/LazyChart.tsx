import { Skeleton } from 'antd';
import { lazy, Suspense, type ComponentProps } from 'react';

const Chart = lazy(() => import('./Chart'));

/** A chart whose library is fetched when the first one is shown. */
export function LazyChart(props: ComponentProps<typeof Chart>) {
  return (
    <Suspense
      fallback={<Skeleton.Node active style={{ width: '100%', height: props.height }} className="chart-wait" />}
    >
      <Chart {...props} />
    </Suspense>
  );
}
