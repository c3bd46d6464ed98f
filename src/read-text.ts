/**
 * A response's text; null where it has more than `mostBytes`, unpacked. Read by pieces: a few packed kilobytes can hold
 * hundreds of megabytes, and whoever sends them may be anybody.
 */
export async function readText(response: Response, mostBytes: number): Promise<string | null> {
  const decoder = new TextDecoder();
  const texts: string[] = [];
  let bytesRead = 0;
  for await (const bytes of response.body ?? []) {
    bytesRead += bytes.byteLength;
    // Leaving the loop cancels the body.
    if (bytesRead > mostBytes) return null;
    texts.push(decoder.decode(bytes, { stream: true }));
  }
  return texts.join('') + decoder.decode();
}
