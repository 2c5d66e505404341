import type { Carrier, CarrierRequest } from '../../integrations/kit/carrier.ts';

/** Whose carrier account it is, and the secrets its callbacks are signed with. */
export interface Owner {
  readonly accountId: string;
  readonly secrets: Readonly<Record<string, string>>;
}

/** The owner when the signature is theirs; asked again for a fresh secret, which another process may have changed. */
export const verified = async (
  owner: Owner,
  carrier: Carrier,
  request: CarrierRequest,
  again: () => Promise<Owner | null>,
): Promise<Owner | null> => {
  if (carrier.verify(request, owner.secrets)) return owner;
  const fresh = await again().catch(() => null); // the database is away: what we knew has already said no
  return fresh && carrier.verify(request, fresh.secrets) ? fresh : null;
};

/** Of the connected accounts the one whose secret made this signature. */
export const signerOf = async (
  carrier: Carrier,
  request: CarrierRequest,
  candidates: () => Promise<readonly Owner[]>,
): Promise<Owner | null> => {
  const found = await candidates().catch(() => []); // the database is away, and memory knows nobody
  return found.find((owner) => carrier.verify(request, owner.secrets)) ?? null;
};
