/**
 * What Meta's enforcement does to a WhatsApp Business Account, and the webhooks about accounts.
 *
 * <p>Imports platform and webhooks. Start with {@link io.sallyport.twin.account.AccountUpdates};
 * {@link io.sallyport.twin.account.Accounts} says whether an account may send.
 */
@NullMarked
package io.sallyport.twin.account;

import org.jspecify.annotations.NullMarked;
