import { StreamableFile } from '@nestjs/common';
import contentDisposition from 'content-disposition';

/** A file as it is sent: the same content in the same format has the same bytes and name. */
export interface Download {
  /** With its extension; may be Chinese. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** JSON is an answer; everything else is a file to keep, under its Chinese name and, for old clients, a plain one. */
export const downloaded = ({ name, mediaType, bytes }: Download): StreamableFile => {
  const plain = name.replace(/^[^\d]*/u, 'rectify-');
  const disposition = name.endsWith('.json') ? undefined : contentDisposition(name, { fallback: plain });
  return new StreamableFile(bytes, { type: mediaType, length: bytes.length, disposition });
};
