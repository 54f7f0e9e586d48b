package io.sallyport.http.importing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.http.Rfc3339;
import io.sallyport.http.api.ConsentSource;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.ConsentStated;
import io.sallyport.ledger.Observation.Inbound;
import io.sallyport.ledger.Observation.Via;
import io.sallyport.rule.BusinessNumber;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of an import (crm-developers.md#bring-what-you-know). A line is one JSON object whose
 * members are all strings; null means absent. Of a line's errors the first is reported.
 */
final class ImportLineReader {

  /** Bytes; a usual line has at most a few hundred. */
  static final int LONGEST = 16 << 10;

  private enum Member {
    CONTACT,
    LAST_INBOUND_AT,
    CONSENT,
    CONSENT_AT,
    SOURCE;

    private final String wire = name().toLowerCase(Locale.ROOT);

    static @Nullable Member named(String wire) {
      for (Member member : values()) {
        if (member.wire.equals(wire)) {
          return member;
        }
      }
      return null;
    }
  }

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          // Otherwise Jackson would guess UTF-16 and UTF-32 from the bytes.
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private static final String DEFAULT_SOURCE = "import";

  /** Allows for clocks that differ. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  /** WhatsApp began in 2009; an earlier time is a mistaken unit or a default. */
  private static final Instant EARLIEST = Instant.parse("2009-01-01T00:00:00Z");

  private static final int LONGEST_NAME_TOLD = 40;

  private final BusinessNumber number;
  private final Function<String, Optional<Contact>> contacts;
  private final Instant consentAt;
  private final Supplier<Instant> now;

  /**
   * @param consentAt the time, in whole seconds, of consents without one: the start of the import,
   *     so that what contacts say during a long one is newer
   */
  ImportLineReader(BusinessNumber number, Instant consentAt, Supplier<Instant> now) {
    this(number, name -> Contact.addressed(name, number.country()), consentAt, now);
  }

  /**
   * The same of another channel.
   *
   * @param contacts reads a contact's name
   */
  ImportLineReader(
      BusinessNumber number,
      Function<String, Optional<Contact>> contacts,
      Instant consentAt,
      Supplier<Instant> now) {
    this.number = number;
    this.contacts = contacts;
    this.consentAt = consentAt;
    this.now = now;
  }

  ImportLine read(byte[] line) {
    try (JsonParser parser = JSON.createParser(line)) {
      return new ImportLine.Stated(observations(members(parser)));
    } catch (Fault fault) {
      return new ImportLine.Faulty(fault.why);
    } catch (JsonProcessingException notJson) {
      return new ImportLine.Faulty("The line is not valid JSON" + place(notJson) + ".");
    } catch (IOException notText) {
      return new ImportLine.Faulty("The line is not valid JSON in UTF-8.");
    }
  }

  /** The error's column; Jackson's own message would quote the line. */
  private static String place(JsonProcessingException notJson) {
    return notJson.getLocation() == null
        ? ""
        : " (at column " + notJson.getLocation().getColumnNr() + ")";
  }

  private static Map<Member, String> members(JsonParser parser) throws IOException, Fault {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new Fault("A line must be one JSON object.");
    }
    Map<Member, String> members = new EnumMap<>(Member.class);
    Set<Member> seen = EnumSet.noneOf(Member.class);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Member member = member(parser.currentName());
      if (!seen.add(member)) {
        throw new Fault("`" + member.wire + "` is there twice.");
      }
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING) {
        members.put(member, parser.getText());
      } else if (value != JsonToken.VALUE_NULL) {
        throw new Fault("`" + member.wire + "` must be a string.");
      }
    }
    if (parser.nextToken() != null) {
      throw new Fault("A line must be one JSON object, and nothing after it.");
    }
    return members;
  }

  private static Member member(String name) throws Fault {
    Member member = Member.named(name);
    if (member == null) {
      String told = name.length() > LONGEST_NAME_TOLD ? "A long name" : "`" + name + "`";
      throw new Fault(
          told
              + " is no member of a line: it has `contact`, `last_inbound_at`, `consent`,"
              + " `consent_at` and `source`.");
    }
    return member;
  }

  private List<Observation> observations(Map<Member, String> members) throws Fault {
    Names contact = contact(members.get(Member.CONTACT));
    Instant inboundAt = time(members, Member.LAST_INBOUND_AT);
    Boolean optIn = consent(members.get(Member.CONSENT));
    Instant statedAt = time(members, Member.CONSENT_AT);
    String source = source(members.get(Member.SOURCE));
    if (optIn == null && statedAt != null) {
      throw new Fault("`consent_at` is of no use without `consent`.");
    }
    List<Observation> all = new ArrayList<>(2);
    if (inboundAt != null) {
      all.add(new Inbound(number.phoneNumberId(), contact, inboundAt, Via.IMPORT, false));
    }
    if (optIn != null) {
      Instant at = statedAt == null ? consentAt : statedAt;
      all.add(new ConsentStated(number.phoneNumberId(), contact, at, optIn, source, false));
    }
    if (all.isEmpty()) {
      throw new Fault("There is nothing to import: give `last_inbound_at`, `consent` or both.");
    }
    return all;
  }

  private Names contact(@Nullable String name) throws Fault {
    if (name == null) {
      throw new Fault("`contact` is missing: a phone number or a business-scoped user id.");
    }
    Optional<Contact> contact = contacts.apply(name);
    if (contact.isEmpty()) {
      throw new Fault("`contact` is neither a phone number nor a business-scoped user id.");
    }
    return Names.of(contact.get());
  }

  private @Nullable Instant time(Map<Member, String> members, Member member) throws Fault {
    String text = members.get(member);
    if (text == null) {
      return null;
    }
    Optional<Instant> time = Rfc3339.seconds(text);
    if (time.isEmpty()) {
      throw new Fault(
          "`"
              + member.wire
              + "` must be an RFC 3339 time with an offset, such as 2026-11-20T13:42:16Z or"
              + " 2026-11-20T14:42:16+01:00.");
    } else if (time.get().isAfter(now.get().plus(AHEAD))) {
      throw new Fault("`" + member.wire + "` is more than 5 minutes in the future.");
    } else if (time.get().isBefore(EARLIEST)) {
      throw new Fault("`" + member.wire + "` is before 2009.");
    }
    return time.get();
  }

  private static @Nullable Boolean consent(@Nullable String word) throws Fault {
    if (word == null) {
      return null;
    } else if (!word.equals("opt_in") && !word.equals("opt_out")) {
      throw new Fault("`consent` must be opt_in or opt_out.");
    }
    return word.equals("opt_in");
  }

  private static String source(@Nullable String source) throws Fault {
    if (source == null) {
      return DEFAULT_SOURCE;
    }
    if (!ConsentSource.isOneLine(source)) {
      throw new Fault(
          "`source` must have 1 to " + ConsentSource.LONGEST + " printable characters.");
    } else if (ConsentSource.isOurs(source)) {
      throw new Fault("`source` must not be meta or keyword: these are the contact's own words.");
    }
    return source;
  }

  /** Caught by the reader. It has no stack trace, since a file may have a million faults. */
  private static final class Fault extends Exception {
    private final String why;

    Fault(String why) {
      super(why, null, false, false);
      this.why = why;
    }
  }
}
