import { networkError, readProblem, type ApiError } from '@/api/problem';
import { chosenOrganization } from '@/api/organizationChoice';
import { randomToken } from '@/api/random';

/** What the server takes; it looks into the file itself, so this only spares a pointless way. */
export const ACCEPTED = 'image/jpeg,image/png,image/webp,image/gif';
export const BYTES_MAX = 20 * 1024 * 1024;

/**
 * Sends one picture and tells how far it is, from 0 to 1. `fetch` cannot say how much of a body has left, hence the
 * older way.
 */
export function sendImage(productId: string, file: File, onProgress: (share: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1/products/${productId}/images`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('Idempotency-Key', randomToken());
    const organization = chosenOrganization();
    if (organization !== null) request.setRequestHeader('Tradepost-Organization', organization);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onerror = () => reject(networkError());
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else void problemOf(request).then(reject);
    };
    request.send(file);
  });
}

function problemOf(request: XMLHttpRequest): Promise<ApiError> {
  return readProblem(new Response(request.responseText, { status: request.status }));
}
