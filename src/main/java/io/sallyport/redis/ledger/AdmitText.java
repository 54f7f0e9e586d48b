package io.sallyport.redis.ledger;

import io.sallyport.contact.Window;
import io.sallyport.redis.core.Lua;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.LedgerRule;
import io.sallyport.rule.Rules;
import io.sallyport.rule.Terms;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of admit.lua for the terms of a send. What they say stands in it, and what they do not
 * need is left out, so that neither is sent, read or made with each call:
 *
 * <ul>
 *   <li>{@code terms.allowance} is that value;
 *   <li>what stands between {@code --- if explains} and {@code --- end} is there only if that term
 *       is true, after {@code --- if not explains} only if it is not;
 *   <li>{@code --- read contact from key.contact} reads the fields of that record that the rest
 *       names, {@code contact.sent} or {@code contact['in']}; what is not there is false;
 *   <li>{@code --- rules} stands for what the rules look at and how, {@code --- take} for what they
 *       take: a rule's file has the three one after the other, divided by {@code --- look} and
 *       {@code --- take}. To refuse, the second sets {@code why}.
 * </ul>
 */
final class AdmitText {

  static final String FILE = "ledger/admit";

  private static final Pattern PARTED =
      Pattern.compile("(.*?)--- look\n(.*?)(?:--- take\n(.*))?", Pattern.DOTALL);
  private static final Pattern IF = Pattern.compile("(?ms)^--- if (not )?(\\w+)\n(.*?)^--- end\n");
  private static final Pattern TERM = Pattern.compile("(?<![.\\w])terms\\.(\\w+)");
  private static final Pattern READ = Pattern.compile("(?m)^--- read (\\w+) from (key\\.\\w+)\n");

  private static final String FILE_TEXT = Lua.text(FILE);
  private static final Map<String, Part> PARTS = new ConcurrentHashMap<>();

  static {
    Rules.OF_WHATSAPP.ofLedger().forEach(rule -> part(rule.script()));
  }

  private final Terms terms;
  private final boolean explains;
  private final Use use;
  private final Map<String, Object> values = new LinkedHashMap<>();

  AdmitText(Terms terms, Use use, Duration recordLife) {
    this.terms = terms;
    this.use = use;
    this.explains = use == Use.EXPLAIN || use == Use.REPLAY;
    values.put("explains", explains);
    values.put("remembers", use == Use.REMEMBER && terms.channel() == null);
    values.put("paced", terms.channel() == null);
    values.put("tells_ms", false);
    values.put("needs_window", terms.needsWindow());
    values.put("record_life", recordLife.toSeconds());
    values.putAll(Bill.of(terms.billing()).asTerms());
    values.put("window_length", Window.LENGTH.toSeconds());
    values.put("window_margin_ms", terms.windowMargin().toMillis());
    values.putAll(terms.ofChannel());
    for (LedgerRule rule : terms.rules().ofLedger()) {
      values.putAll(rule.terms(terms));
    }
  }

  /** What the script is for. */
  enum Use {
    /** It decides and reserves. */
    DECIDE,
    /** The same, and answers what the verdict stood on. */
    REMEMBER,
    /** It reserves nothing, and says of every rule what it looked at. */
    EXPLAIN,
    /** The same of what a verdict stood on; the terms are no part of the text, but a table. */
    REPLAY
  }

  /** The terms by name. */
  Map<String, Object> values() {
    return values;
  }

  /** One rule's. */
  private record Part(String facts, String look, String take) {

    static Part of(String script) {
      Matcher parts = PARTED.matcher(Lua.text("rules/" + script));
      if (!parts.matches()) {
        throw new IllegalStateException("rules/" + script + " does not say how it looks");
      }
      String take = parts.group(3);
      return new Part(parts.group(1), parts.group(2), take == null ? "" : take);
    }
  }

  String text() {
    StringBuilder rules = new StringBuilder();
    StringBuilder takes = new StringBuilder();
    for (LedgerRule rule : terms.rules().ofLedger()) {
      add(rule, rules, takes);
    }
    String text = FILE_TEXT.replace("--- rules\n", rules).replace("--- take\n", takes);
    return withFields(withTerms(withoutUnneeded(text)));
  }

  private void add(LedgerRule rule, StringBuilder rules, StringBuilder takes) {
    Part part = part(rule.script());
    String reason = rule.reason().wire();
    // Who judges again knows what is enforced, and the text is the same whatever is.
    Enforcement enforcement =
        use == Use.REPLAY ? Enforcement.ENFORCE : terms.enforcement(rule.reason());
    if (!rule.appliesTo(terms)) {
      if (explains) {
        rules.append("outcomes[#outcomes + 1] = {'" + reason + "', 'not_applicable'}\n");
      }
      return;
    }
    rules.append(part.facts);
    if (explains || enforcement != Enforcement.OFF) {
      rules.append(look(reason, enforcement, part.look));
    }
    if (!explains && enforcement != Enforcement.OFF) {
      takes.append("do\n" + part.take + "end\n");
    }
  }

  private static Part part(String script) {
    return PARTS.computeIfAbsent(script, Part::of);
  }

  private String look(String reason, Enforcement enforcement, String look) {
    String found =
        switch (enforcement) {
          case ENFORCE -> "if why and not refusing then refusing = {'%s', unpack(why)} end\n";
          case OBSERVE -> "if why and not observed then observed = {'%s', unpack(why)} end\n";
          case OFF -> "";
        };
    String told = explains ? "outcomes[#outcomes + 1] = {'%s', unpack(why or {'pass'})}\n" : "";
    return (explains ? "do\n" : "if not refusing then\n")
        + "local why\n"
        + look
        + (found + told).replace("%s", reason)
        + "end\n";
  }

  private String withoutUnneeded(String text) {
    return IF.matcher(text)
        .replaceAll(
            found -> {
              boolean is = Boolean.TRUE.equals(term(found.group(2)));
              return Matcher.quoteReplacement(is == (found.group(1) == null) ? found.group(3) : "");
            });
  }

  private String withTerms(String text) {
    return use == Use.REPLAY
        ? text
        : TERM.matcher(text)
            .replaceAll(found -> Matcher.quoteReplacement(Lua.literal(term(found.group(1)))));
  }

  private Object term(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("no term " + name);
    }
    return value;
  }

  private static String withFields(String text) {
    String all = text;
    for (Matcher read = READ.matcher(all); read.find(); read = READ.matcher(all)) {
      String record = read.group(1);
      Set<String> fields = new LinkedHashSet<>();
      String named =
          Pattern.compile("--.*|(?<![.\\w])" + record + "(?:\\.(\\w+)|\\['(\\w+)'\\])")
              .matcher(all)
              .replaceAll(
                  found -> {
                    String field = found.group(1) == null ? found.group(2) : found.group(1);
                    if (field == null) {
                      return Matcher.quoteReplacement(found.group());
                    }
                    fields.add(field);
                    return record + "_" + field;
                  });
      all = named.replace(read.group(), reading(record, read.group(2), fields));
    }
    return all;
  }

  private static String reading(String record, String key, Set<String> fields) {
    return "local "
        + fields.stream().map(field -> record + "_" + field).collect(Collectors.joining(", "))
        + " = unpack(\n  redis.call('HMGET', "
        + key
        + ", "
        + fields.stream().map(field -> "'" + field + "'").collect(Collectors.joining(", "))
        + "))\n";
  }
}
