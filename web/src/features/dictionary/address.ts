/** Where a metric, or all of them, are explained for a shop. */
export function addressOf(id: string | undefined, shop: string | undefined): string {
  const path = id === undefined ? '/dictionary' : `/dictionary/${encodeURIComponent(id)}`;
  return shop === undefined ? path : `${path}?${new URLSearchParams({ shop }).toString()}`;
}
