import { Skeleton } from 'antd';
import type { ReactNode } from 'react';

import type { Dictionary } from '@/api/dictionary';
import type { Shop } from '@/api/shops';

import { useDictionary, useShops } from './answers';
import { Failure } from './Failure';

interface BasicsProps {
  /** The shop whose own definitions the dictionary is to tell of, among those that the reader sees. */
  shop?: (shops: readonly Shop[]) => string | undefined;
  children: (shops: readonly Shop[], dictionary: Dictionary) => ReactNode;
}

/** What a page of figures begins with: the shops and the dictionary. Until both are there it waits, or says why they are not. */
export function Basics({ shop, children }: BasicsProps) {
  const shops = useShops();
  const dictionary = useDictionary(shop?.(shops.data ?? []));
  if (shops.data !== undefined && dictionary.data !== undefined) {
    return children(shops.data, dictionary.data);
  }
  const failure = shops.error ?? dictionary.error;
  return failure === null ? (
    <Skeleton active paragraph={{ rows: 8 }} />
  ) : (
    <Failure
      failure={failure}
      onRetry={() => {
        void shops.refetch();
        void dictionary.refetch();
      }}
    />
  );
}
