import { useQuery, useQueryClient } from '@tanstack/react-query';

import { isOpen, listFormats, listImports, readImport, readQuarantine, type ImportRun } from '@/api/imports';
import { listShops } from '@/api/shops';

const POLL_MS = 700;

/** Files show by their content what they are. */
export const RECOGNISED = 'auto';

/** A mapping comes with the files. */
export const MAPPED = 'csv';

export const useFormats = () =>
  useQuery({ queryKey: ['formats'], queryFn: ({ signal }) => listFormats(signal), staleTime: Infinity });

export const useShops = () => useQuery({ queryKey: ['shops'], queryFn: ({ signal }) => listShops(signal) });

/** The past runs; asked again while one of them moves. */
export const useImports = () =>
  useQuery({
    queryKey: ['imports'],
    queryFn: ({ signal }) => listImports(signal),
    refetchInterval: (query) => (query.state.data?.some(isOpen) === true ? 2 * POLL_MS : false),
  });

/** One run; asked again until it has ended, then the list and the shops are read anew. */
export function useImport(id: string | null) {
  const client = useQueryClient();
  return useQuery<ImportRun>({
    queryKey: ['import', id],
    queryFn: async ({ signal }) => {
      const run = await readImport(id ?? '', signal);
      if (!isOpen(run)) {
        void client.invalidateQueries({ queryKey: ['imports'] });
        void client.invalidateQueries({ queryKey: ['shops'] });
        void client.invalidateQueries({ queryKey: ['metric'] });
      }
      return run;
    },
    enabled: id !== null,
    refetchInterval: (query) => (query.state.data === undefined || isOpen(query.state.data) ? POLL_MS : false),
  });
}

export const useQuarantine = (id: string, limit: number, offset: number) =>
  useQuery({
    queryKey: ['quarantine', id, limit, offset],
    queryFn: ({ signal }) => readQuarantine(id, limit, offset, signal),
  });
