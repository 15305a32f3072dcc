import { useQuery } from '@tanstack/react-query';

import { listShops } from '@/api/shops';

export { useChange } from '@/ui/change';

export const useShops = () => useQuery({ queryKey: ['shops'], queryFn: ({ signal }) => listShops(signal) });
