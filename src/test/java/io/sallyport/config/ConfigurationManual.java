package io.sallyport.config;

import com.sun.source.doctree.AttributeTree;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The table of the configuration manual, made from the sources of the config mappings: keys are
 * their methods, defaults their annotations, and texts their comments.
 */
final class ConfigurationManual {

  static final Path PAGE = Path.of("src/docs/configuration.md");

  private static final Path SOURCES = Path.of("src/main/java/io/sallyport/config");
  private static final String ROOT = "SallyportConfig";
  private static final String NUMBER = "PhoneNumber";
  private static final String NUMBERS = "sallyport.numbers.\"<phone_number_id>\"";
  private static final String KOMMO_ACCOUNT = "ChatAccount";
  private static final String KOMMO_ACCOUNTS = "sallyport.kommo.accounts.\"<account>\"";
  private static final String ACCOUNT = "PageAccount";
  private static final String ACCOUNTS = "sallyport.accounts.\"<id>\"";
  private static final String WABA = "Waba";
  private static final String WABAS = "sallyport.wabas.\"<waba_id>\"";
  private static final String BEGIN =
      "<!-- keys: the comments of SallyportConfig, by -Dmanual.write -->\n\n";
  private static final String END = "\n\n<!-- /keys -->";
  private static final String HEAD = "| key | default | meaning |\n|---|---|---|\n";

  /** A method of a mapping. */
  private record Key(String name, Tree type, Map<String, String> annotations, String text) {}

  /** By an interface's simple name. */
  private final Map<String, List<Key>> mappings = new HashMap<>();

  private ConfigurationManual() {}

  /** The page as it should be: what is on it now, with the table made anew. */
  static String page() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    ConfigurationManual manual = read();
    String table =
        HEAD
            + String.join(
                "\n",
                manual.rows(WABAS, WABA),
                manual.rows(ACCOUNTS, ACCOUNT),
                manual.rows(NUMBERS, NUMBER),
                manual.rows("sallyport", ROOT),
                manual.rows(KOMMO_ACCOUNTS, KOMMO_ACCOUNT));
    return page.substring(0, begin) + table + page.substring(page.indexOf(END, begin));
  }

  private static ConfigurationManual read() throws IOException {
    ConfigurationManual manual = new ConfigurationManual();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.list(SOURCES)) {
      var units = files.getJavaFileObjectsFromPaths(sources.sorted().toList());
      JavacTask task =
          (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null, units);
      DocTrees comments = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        manual.new Interfaces(comments).scan(unit, null);
      }
    }
    return manual;
  }

  /** Collects the methods of every interface. */
  private final class Interfaces extends TreePathScanner<Void, Void> {

    private final DocTrees comments;

    Interfaces(DocTrees comments) {
      this.comments = comments;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      ClassTree owner = (ClassTree) getCurrentPath().getParentPath().getLeaf();
      if (owner.getKind() == Tree.Kind.INTERFACE) {
        String name = method.getName().toString();
        DocCommentTree comment = comments.getDocCommentTree(getCurrentPath());
        if (comment == null) {
          throw new IllegalStateException(owner.getSimpleName() + "." + name + " has no comment.");
        }
        Map<String, String> annotations = new TreeMap<>();
        method.getModifiers().getAnnotations().forEach(it -> annotations.putAll(value(it)));
        mappings
            .computeIfAbsent(owner.getSimpleName().toString(), it -> new ArrayList<>())
            .add(new Key(name, method.getReturnType(), annotations, markdown(comment)));
      }
      return null;
    }
  }

  private static Map<String, String> value(AnnotationTree annotation) {
    return annotation.getArguments().size() == 1
            && annotation.getArguments().get(0) instanceof LiteralTree literal
        ? Map.of(annotation.getAnnotationType().toString(), literal.getValue().toString())
        : Map.of();
  }

  private String rows(String prefix, String mapping) {
    return mappings.get(mapping).stream()
        .map(key -> rows(prefix + "." + kebab(key.name()), key))
        .collect(Collectors.joining("\n"));
  }

  private String rows(String name, Key key) {
    String full = name;
    Tree type = key.type();
    if (type instanceof ParameterizedTypeTree map && map.getType().toString().equals("Map")) {
      full += ".\"<" + key.annotations().get("ConfigDocMapKey") + ">\"";
      type = map.getTypeArguments().get(1);
    }
    return mappings.containsKey(type.toString())
        ? rows(full, type.toString())
        : "| `" + full + "` | " + standard(key) + " | " + key.text() + " |";
  }

  private static String standard(Key key) {
    String value = key.annotations().get("WithDefault");
    return value == null
        ? key.annotations().getOrDefault("ConfigDocDefault", "none")
        : "`" + value + "`";
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static String markdown(DocCommentTree comment) {
    StringBuilder text = new StringBuilder();
    String link = "";
    for (DocTree part : comment.getFullBody()) {
      switch (part.getKind()) {
        case TEXT -> text.append(part);
        case CODE -> text.append('`').append(code(part)).append('`');
        case START_ELEMENT -> {
          link = href((StartElementTree) part);
          text.append('[');
        }
        case END_ELEMENT -> text.append("](").append(link).append(')');
        default -> throw new IllegalStateException("The manual cannot show " + part);
      }
    }
    return text.toString().replaceAll("\\s+", " ").strip();
  }

  private static String code(DocTree part) {
    return ((com.sun.source.doctree.LiteralTree) part).getBody().getBody().strip();
  }

  private static String href(StartElementTree element) {
    return element.getAttributes().stream()
        .map(it -> ((AttributeTree) it).getValue().toString())
        .collect(Collectors.joining());
  }
}
