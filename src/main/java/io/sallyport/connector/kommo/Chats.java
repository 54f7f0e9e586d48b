package io.sallyport.connector.kommo;

import io.sallyport.connector.kommo.Hook.Chat;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.link.Links;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which chat of Kommo's a contact has. It is named after the number and the first name of the
 * contact that was seen; only what does not follow from that is remembered.
 */
@Singleton
final class Chats {

  /** Longer than a chat is silent, as a rule. */
  private static final Duration LIFE = Duration.ofDays(400);

  /** For how long reactions and quotes are told by Kommo's own id of a message. */
  private static final Duration MESSAGE_LIFE = Duration.ofDays(30);

  /**
   * Kommo's ids of a chat that it began, until a message of ours has named ours.
   *
   * @param chat its id of the chat
   * @param person its id of the person
   */
  record Begun(String chat, String person) {}

  private final Links links;

  Chats(Links links) {
    this.links = links;
  }

  /** To whom a chat's messages go: a phone number or user id; empty when nobody is known. */
  Future<Optional<String>> recipient(KommoAccount account, Chat chat) {
    String prefix = account.number().phoneNumberId() + "-";
    if (chat.ours() == null || !chat.ours().startsWith(prefix)) {
      return Future.succeededFuture(
          Optional.ofNullable(chat.phone()).filter(phone -> !id(phone).isEmpty()));
    }
    String first = chat.ours().substring(prefix.length());
    return links
        .find(account.target(), "to:" + chat.ours())
        .map(moved -> Optional.of(moved == null ? spelled(first, chat.phone()) : moved));
  }

  /** Our id of a chat, also where Kommo does not know it yet. */
  static String name(KommoAccount account, Chat chat, String recipient) {
    return chat.ours() == null
        ? account.number().phoneNumberId() + "-" + id(recipient)
        : chat.ours();
  }

  /** The contact as webhooks name it, as far as the chat says; empty when it does not. */
  static String contact(KommoAccount account, Chat chat) {
    String prefix = account.number().phoneNumberId() + "-";
    if (chat.ours() != null && chat.ours().startsWith(prefix)) {
      return chat.ours().substring(prefix.length());
    }
    return chat.phone() == null ? "" : id(chat.phone());
  }

  /** As we have told Kommo, which is as Meta spells it. */
  private static String spelled(String name, @Nullable String phone) {
    return phone != null && id(phone).equals(name) ? phone : name;
  }

  private static String id(String name) {
    return Contact.individual(name).map(Contact::id).orElse("");
  }

  /** Kommo has begun this chat. */
  Future<Void> begun(KommoAccount account, String recipient, Chat chat) {
    if (chat.ours() != null) {
      return Future.succeededFuture();
    }
    String value = chat.id() + " " + chat.person();
    return links.put(account.target(), "begun:" + id(recipient), value, LIFE);
  }

  /** Kommo's ids, if it has begun the chat and none of our messages has named ours. */
  Future<@Nullable Begun> begunBy(KommoAccount account, Names names) {
    return first(all(names), name -> links.find(account.target(), "begun:" + name.id()))
        .map(
            found -> {
              int space = found == null ? -1 : found.indexOf(' ');
              return found == null || space < 0
                  ? null
                  : new Begun(found.substring(0, space), found.substring(space + 1));
            });
  }

  /** A message of ours has named our id of it. */
  Future<Void> named(KommoAccount account, Names names) {
    return each(all(names), name -> links.forget(account.target(), "begun:" + name.id()));
  }

  /** The id of a contact's chat. */
  Future<String> of(KommoAccount account, Names names) {
    List<Contact> all = all(names);
    List<Future<@Nullable String>> found = new ArrayList<>();
    for (Contact name : all) {
      found.add(links.findAndKeep(account.target(), "chat:" + name.id(), LIFE));
    }
    return Future.all(found)
        .compose(
            asked -> {
              String known = null;
              for (Future<@Nullable String> one : found) {
                known = known == null ? one.result() : known;
              }
              String chat = known == null ? derived(account, names.first()) : known;
              List<Contact> other = new ArrayList<>();
              for (int i = 0; i < found.size(); i++) {
                boolean follows = all.get(i).isPhone() && derived(account, all.get(i)).equals(chat);
                if (found.get(i).result() == null && !follows) {
                  other.add(all.get(i));
                }
              }
              return remember(account, other, chat).map(chat);
            });
  }

  private static String derived(KommoAccount account, Contact name) {
    return account.number().phoneNumberId() + "-" + name.id();
  }

  private static List<Contact> all(Names names) {
    List<Contact> all = new ArrayList<>();
    all.add(names.first());
    all.addAll(names.others());
    return all;
  }

  /** What the first of them has that has any. */
  private static Future<@Nullable String> first(
      List<Contact> names, Function<Contact, Future<@Nullable String>> find) {
    return names.isEmpty()
        ? Future.succeededFuture()
        : find.apply(names.get(0))
            .compose(
                found ->
                    found == null
                        ? first(names.subList(1, names.size()), find)
                        : Future.succeededFuture(found));
  }

  private static Future<Void> each(List<Contact> names, Function<Contact, Future<Void>> call) {
    return Future.all(names.stream().map(call).toList()).mapEmpty();
  }

  private Future<Void> remember(KommoAccount account, List<Contact> names, String chat) {
    return each(names, name -> links.put(account.target(), "chat:" + name.id(), chat, LIFE));
  }

  /** A contact has another phone number or user id from now on. */
  Future<Void> moved(KommoAccount account, Names before, Names now) {
    return of(account, before)
        .compose(
            chat ->
                remember(account, all(now), chat)
                    .compose(
                        kept -> links.put(account.target(), "to:" + chat, now.first().id(), LIFE)));
  }

  /** A message that came from Kommo, or a part of it, has this id at Meta's. */
  Future<Void> sent(KommoAccount account, String wamid, CallbackData about) {
    return Future.all(
            links.put(account.target(), "sent:" + wamid, about.name(), MESSAGE_LIFE),
            links.put(account.target(), "wamid:" + about.message(), wamid, MESSAGE_LIFE))
        .mapEmpty();
  }

  /** Which message that came from Kommo this is; null for others. */
  Future<@Nullable CallbackData> about(KommoAccount account, String wamid) {
    return links
        .find(account.target(), "sent:" + wamid)
        .map(name -> name == null ? null : CallbackData.named(name));
  }

  /**
   * Meta's id of a message.
   *
   * @param named by Meta's id, that of one card of it too, or by Kommo's
   * @return null when nobody knows
   */
  Future<@Nullable String> wamid(KommoAccount account, String named) {
    int part = named.indexOf('#');
    if (named.isEmpty()) {
      return Future.succeededFuture();
    }
    return named.startsWith("wamid.")
        ? Future.succeededFuture(part < 0 ? named : named.substring(0, part))
        : links.find(account.target(), "wamid:" + named);
  }

  /** A message of before was told without its file, which comes later by itself. */
  Future<Void> lacksFile(KommoAccount account, String wamid) {
    return links.put(account.target(), "lacks:" + wamid, "1", MESSAGE_LIFE);
  }

  /** Whether it was. */
  Future<Boolean> isLackingFile(KommoAccount account, String wamid) {
    return links.find(account.target(), "lacks:" + wamid).map(Objects::nonNull);
  }

  /** The contact has written this, last of all. */
  Future<Void> heard(KommoAccount account, String chat, String wamid) {
    return links.put(account.target(), "last:" + chat, wamid, MESSAGE_LIFE);
  }

  /** What the contact has written last; null when that is long ago. */
  Future<@Nullable String> last(KommoAccount account, String chat) {
    return links.find(account.target(), "last:" + chat);
  }

  /**
   * One of two parts of a message has come so far.
   *
   * @return how far both have come together: -1 when this one has failed, 0 when there is nothing
   *     to tell
   */
  Future<Integer> together(KommoAccount account, CallbackData about, int far) {
    CallbackData other = new CallbackData(about.message(), 3 - about.part());
    return Future.all(come(account, about), come(account, other))
        .compose(
            known -> {
              int own = known.<Integer>resultAt(0);
              int others = known.<Integer>resultAt(1);
              int now = own < 0 ? own : far < 0 ? far : Math.max(own, far);
              int both = far < 0 ? far : now < 0 || others < 0 ? 0 : Math.min(now, others);
              return links
                  .put(account.target(), part(about), Integer.toString(now), MESSAGE_LIFE)
                  .map(both);
            });
  }

  private Future<Integer> come(KommoAccount account, CallbackData about) {
    return links
        .find(account.target(), part(about))
        .map(far -> far == null ? 0 : Integer.parseInt(far));
  }

  private static String part(CallbackData about) {
    return "part:" + about.text();
  }
}
