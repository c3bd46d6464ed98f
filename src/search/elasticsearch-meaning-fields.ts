import type { Client, estypes } from '@elastic/elasticsearch';

export type MeaningFields = ReturnType<typeof makeMeaningFields>;

/** The fields of an index for vectors, one for each model. A field once known to be there is not asked for again. */
export function makeMeaningFields(client: Client, { reads, writes }: { reads: string; writes: string }) {
  const known = new Set<string>();
  return {
    async has(field: string): Promise<boolean> {
      if (known.has(field)) return true;
      const mappings = Object.values(await client.indices.getFieldMapping({ index: reads, fields: field }));
      if (!mappings.some((one) => one.mappings[field])) return false;
      known.add(field);
      return true;
    },

    /** Vectors of bytes take a quarter of the disk and find the same; safe to repeat. */
    async add(field: string): Promise<void> {
      if (known.has(field)) return;
      const vector: estypes.MappingDenseVectorProperty = {
        type: 'dense_vector',
        dims: Number(field.split('_').at(-1)),
        element_type: 'byte',
        similarity: 'cosine',
        index: true,
        index_options: { type: 'hnsw' },
      };
      await client.indices.putMapping({ index: writes, properties: { [field]: vector } });
      known.add(field);
    },
  };
}
