package io.sallyport.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {

  private static final Contact PHONE = new Contact("16505551234");
  private static final Contact OTHER_PHONE = new Contact("16505551235");
  private static final Contact USER = new Contact("US.13491208655302741918");
  private static final Contact PARENT = new Contact("US.ENT.11815799212886844830");

  @Test
  void aPhoneNumberIsTheFirstName() {
    assertThat(Names.of(List.of(USER, PARENT, PHONE)))
        .contains(new Names(PHONE, List.of(USER, PARENT)));
  }

  @Test
  void otherwiseTheNamesKeepTheirOrder() {
    assertThat(Names.of(List.of(PARENT, USER))).contains(new Names(PARENT, List.of(USER)));
    assertThat(Names.of(List.of(OTHER_PHONE, USER, PHONE)))
        .contains(new Names(OTHER_PHONE, List.of(PHONE, USER)));
  }

  @Test
  void aNameMentionedTwiceIsOne() {
    assertThat(Names.of(List.of(USER, PHONE, USER, PHONE)))
        .contains(new Names(PHONE, List.of(USER)));
    assertThat(Names.of(List.of(PHONE))).contains(Names.of(PHONE));
  }

  @Test
  void nothingNamesNobody() {
    assertThat(Names.of(List.of())).isEmpty();
  }

  @Test
  void aNameTwiceIsABug() {
    assertThatThrownBy(() -> new Names(PHONE, List.of(USER, PHONE)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Names(PHONE, List.of(USER, USER)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatCameInMayChangeAfterwards() {
    List<Contact> others = new ArrayList<>(List.of(USER));
    Names names = new Names(PHONE, others);

    others.clear();

    assertThat(names.others()).containsExactly(USER);
  }
}
