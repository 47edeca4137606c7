import { describe, expect, it } from 'vitest';
import en from '@/i18n/en';
import es from '@/i18n/es';
import { json, problem } from '@/test/render';
import { errorMessage, fieldMessages } from './messages';
import { readProblem, toApiError } from './problem';

describe('reading a problem', () => {
  it('keeps the code, the request id and the fields', async () => {
    const error = await readProblem(
      problem(422, {
        code: 'invalid',
        detail: 'Two fields need attention.',
        request_id: 'req_1',
        fields: [{ field: 'email', code: 'taken', message: 'In use.' }],
      }),
    );
    expect(error).toMatchObject({ status: 422, code: 'invalid', requestId: 'req_1', message: 'Two fields need attention.' });
    expect(error.fields).toHaveLength(1);
  });

  it('survives an answer that is no problem document', async () => {
    const error = await readProblem(new Response('<html>Bad gateway</html>', { status: 502 }));
    expect(error).toMatchObject({ status: 502, code: 'unknown', isTransient: true });
  });

  it('takes the request id from the header when the body has none', async () => {
    const response = new Response('', { status: 500, headers: { 'x-request-id': 'req_2' } });
    expect((await readProblem(response)).requestId).toBe('req_2');
  });

  it('reads how long to wait', async () => {
    const response = json({ code: 'rate_limited' }, 429);
    response.headers.set('retry-after', '30');
    expect(errorMessage(en, await readProblem(response))).toContain('30 seconds');
  });
});

describe('what a person is told', () => {
  it('is in their language for codes the console knows', async () => {
    const error = await readProblem(problem(401, { code: 'invalid_credentials', detail: 'Wrong.' }));
    expect(errorMessage(es, error)).toBe(es.errors.codes.invalid_credentials);
  });

  it('is the server’s sentence for the rest', async () => {
    const error = await readProblem(problem(409, { code: 'something_new', detail: 'The server explains.' }));
    expect(errorMessage(es, error)).toBe('The server explains.');
  });

  it('maps fields by name', async () => {
    const error = await readProblem(
      problem(422, { code: 'invalid', fields: [{ field: 'name', code: 'odd', message: 'Odd name.' }, { field: 'email', code: 'taken', message: '' }] }),
    );
    expect(fieldMessages(en, error)).toEqual({ name: 'Odd name.', email: en.errors.fieldCodes.taken });
  });

  it('has one shape for anything thrown', () => {
    expect(toApiError(new TypeError('x is not a function'))).toMatchObject({ status: -1, code: 'client' });
  });
});
