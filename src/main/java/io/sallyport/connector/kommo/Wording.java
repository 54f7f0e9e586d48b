package io.sallyport.connector.kommo;

import io.sallyport.connector.kommo.Hook.Message;
import io.vertx.core.Future;

/** In which words a text reaches the other side, such as another language. */
interface Wording {

  /**
   * What is sent of what was written in Kommo. Asked once for each message; what it says is kept
   * for further tries. Fails when it may be tried again.
   *
   * @param chat our id of it
   */
  Future<String> toContact(KommoAccount account, String chat, Message message);

  /**
   * What Kommo is told of what a contact wrote. Never fails.
   *
   * @param begun when the letter in which it stands was taken up, ns
   */
  Future<String> toKommo(KommoAccount account, String chat, String text, long begun);
}
