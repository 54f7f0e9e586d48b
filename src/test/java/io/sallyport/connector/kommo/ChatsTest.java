package io.sallyport.connector.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.connector.kommo.Chats.Begun;
import io.sallyport.connector.kommo.Hook.Chat;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A contact has one chat, whatever its names. */
class ChatsTest {

  private static final String NUMBER = "106540352242922";
  private static final Names PHONE = names("16505550104");
  private static final Names OTHER_PHONE = names("16505550105");
  private static final Names BOTH = names("16505550104", "US.1234");
  private static final Names USER_ID = names("US.1234");

  private final FakeLinks links = new FakeLinks();
  private final KommoAccount account = Configured.account();
  private final Chats chats = new Chats(links);

  private static Names names(String... names) {
    return Names.of(List.of(names).stream().map(Contact::new).toList()).orElseThrow();
  }

  private String chat(Names names) {
    return chats.of(account, names).result();
  }

  private String recipient(String ours, String phone) {
    return chats.recipient(account, new Chat("c", ours, "p", phone)).result().orElse(null);
  }

  @Test
  void aChatIsNamedAfterTheContactAndNothingIsKept() {
    assertThat(chat(PHONE)).isEqualTo(NUMBER + "-16505550104");
    assertThat(links.kept).isEmpty();
  }

  @Test
  void allNamesOfAContactLeadToOneChat() {
    String first = chat(BOTH);

    assertThat(chat(USER_ID)).isEqualTo(first).isEqualTo(chat(PHONE));
  }

  @Test
  void whoseUserIdWasSeenFirstKeepsThatChat() {
    String first = chat(USER_ID);

    assertThat(first).isEqualTo(NUMBER + "-US.1234");
    assertThat(recipient(first, null)).isEqualTo("US.1234");
  }

  @Test
  void anotherNumberHasTheSameChatAndGetsItsMessages() {
    String before = chat(PHONE);

    assertThat(chats.moved(account, PHONE, OTHER_PHONE).succeeded()).isTrue();

    assertThat(chat(OTHER_PHONE)).isEqualTo(before);
    assertThat(recipient(before, "+16505550104")).isEqualTo("16505550105");
  }

  @Test
  void aRecipientIsSpelledAsKommoHasItElseAsTheChatIsNamed() {
    assertThat(recipient(NUMBER + "-16505550104", "+16505550104")).isEqualTo("+16505550104");
    assertThat(recipient(NUMBER + "-16505550104", "+16505550199")).isEqualTo("16505550104");
    assertThat(recipient(null, "16505550104")).isEqualTo("16505550104");
    assertThat(recipient("another-chat", "16505550104")).isEqualTo("16505550104");
    assertThat(recipient(null, "no number")).isNull();
    assertThat(recipient(null, null)).isNull();
  }

  @Test
  void aChatThatKommoBeganIsLinkedOnce() {
    Chat began = new Chat("chat-k", null, "person-k", "+16505550104");
    chats.begun(account, "+16505550104", began);

    assertThat(chats.begunBy(account, PHONE).result()).isEqualTo(new Begun("chat-k", "person-k"));
    chats.named(account, PHONE);
    assertThat(chats.begunBy(account, PHONE).result()).isNull();

    chats.begun(account, "+16505550104", new Chat("chat-k", "ours", "person-k", null));
    assertThat(chats.begunBy(account, PHONE).result()).as("known to Kommo").isNull();
  }

  @Test
  void whoIsWrittenToFirstIsLinkedByAnyOfHisNames() {
    chats.begun(account, "+16505550104", new Chat("chat-k", null, "person-k", "+16505550104"));

    assertThat(chats.begunBy(account, BOTH).result()).isEqualTo(new Begun("chat-k", "person-k"));
    chats.named(account, BOTH);
    assertThat(chats.begunBy(account, PHONE).result()).isNull();
  }

  @Test
  void aNameThatIsLearnedLaterLeadsToTheChatToo() {
    String first = chat(USER_ID);

    assertThat(chat(BOTH)).isEqualTo(first);
    assertThat(chat(PHONE)).isEqualTo(first);
  }

  @Test
  void aMessageIsKnownByMetasIdByOneCardOfItAndByKommosId() {
    chats.sent(account, "wamid.a", new CallbackData("k-1", 0));
    chats.sent(account, "wamid.c", new CallbackData("k-3", 2));

    assertThat(chats.wamid(account, "wamid.b#2").result()).isEqualTo("wamid.b");
    assertThat(chats.wamid(account, "k-1").result()).isEqualTo("wamid.a");
    assertThat(chats.wamid(account, "k-2").result()).isNull();
    assertThat(chats.wamid(account, "").result()).isNull();
    assertThat(chats.about(account, "wamid.a").result()).isEqualTo(new CallbackData("k-1", 0));
    assertThat(chats.about(account, "wamid.c").result()).isEqualTo(new CallbackData("k-3", 2));
    assertThat(chats.about(account, "wamid.b").result()).isNull();
  }

  @Test
  void ofTwoPartsTheWorseEndIsTold() {
    CallbackData one = new CallbackData("m-1", 1);
    CallbackData two = new CallbackData("m-1", 2);

    assertThat(chats.together(account, one, 2).result()).as("nothing of the other").isEqualTo(0);
    assertThat(chats.together(account, two, 1).result()).isEqualTo(1);
    assertThat(chats.together(account, one, 1).result()).as("told late").isEqualTo(1);
    assertThat(chats.together(account, two, 2).result()).isEqualTo(2);
    assertThat(chats.together(account, two, -1).result()).isEqualTo(-1);
    assertThat(chats.together(account, one, 2).result()).as("one has failed").isEqualTo(0);
    assertThat(chats.together(account, two, -1).result()).as("told again").isEqualTo(-1);
  }
}
