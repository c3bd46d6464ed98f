import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { type ApiFailure, type ApiReply, type BodyOf, read } from './api-client.ts';

/** A change on the server; the queries in `keys` are read again afterwards. Failures are in the server's words. */
export function useChange<Input = void, Response extends ApiReply = ApiReply>(
  send: (input: Input) => Promise<Response>,
  keys: readonly QueryKey[] = [],
) {
  const queries = useQueryClient();
  return useMutation<BodyOf<Response>, ApiFailure, Input>({
    mutationFn: async (input): Promise<BodyOf<Response>> => await read(send(input)),
    onSettled: async () => {
      await Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
  });
}
