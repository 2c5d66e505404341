import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import type { CarrierRequest } from '../kit/carrier.ts';

/**
 * True when the request carries the signature this auth token gives for its address and form fields.
 * The comparison takes the same time for every wrong signature.
 */
export const verify = (request: CarrierRequest, secrets: Readonly<Record<string, string>>): boolean => {
  const signature = request.headers['x-twilio-signature'];
  const authToken = secrets['authToken'];
  // An empty key is a key too: without this line anybody could sign for a linked account that lost its secret.
  if (!signature || !authToken) return false;
  return validateRequest(authToken, signature, request.url, { ...request.params, ...request.repeated });
};
