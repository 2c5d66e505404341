import type { SandboxAnswer } from '../kit/sandbox.ts';

export interface FieldViolation {
  readonly field: string;
  readonly reason?: string;
  readonly description: string;
}

const statusNames: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
};

/** Google's error answer. Without `details` it is the bare one that names nothing. */
export const refuse = (code: number, message: string, details: readonly object[] = []): SandboxAnswer => ({
  status: code,
  body: { error: { code, message, status: statusNames[code], ...(details.length > 0 ? { details } : {}) } },
});

export const errorInfo = (reason: string, metadata: Readonly<Record<string, string>> = {}): object => ({
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason,
  domain: 'datamanager.googleapis.com',
  metadata,
});

/** 400 that names what is wrong. */
export const refuseFields = (fieldViolations: readonly FieldViolation[]): SandboxAnswer =>
  refuse(400, 'There was a problem with the request.', [
    errorInfo('INVALID_ARGUMENT'),
    { '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations },
  ]);
