import type { EChartsOption } from 'echarts';
import { useEffect, useRef } from 'react';

import { init } from '@/charts/echarts';

interface ChartProps {
  option: EChartsOption;
  /** In pixels, or a part of its place. */
  height: number | `${number}%`;
  /** The chart in words, for readers who do not see it. */
  text: string;
  /** Called with the index of a clicked point, and with that of its series. */
  onPick?: (index: number, series: number) => void;
}

type Instance = ReturnType<typeof init>;

/** A canvas that draws an option and follows the size of its place. */
export default function Chart({ option, height, text, onPick }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<Instance | null>(null);
  const pick = useRef(onPick);

  useEffect(() => {
    pick.current = onPick;
  }, [onPick]);

  useEffect(() => {
    const element = place.current;
    if (element === null) {
      return;
    }
    const instance = init(element, null, { renderer: 'canvas' });
    chart.current = instance;
    instance.on('click', (event) => {
      if (typeof event.dataIndex === 'number') {
        pick.current?.(event.dataIndex, event.seriesIndex ?? 0);
      }
    });
    const observer = new ResizeObserver(() => instance.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      instance.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    // The whole option replaces the old one: a removed line must go away.
    chart.current?.setOption(option, { notMerge: true });
  }, [option]);

  return (
    <figure className="chart" role="img" aria-label={text}>
      <div ref={place} style={{ height }} />
    </figure>
  );
}
