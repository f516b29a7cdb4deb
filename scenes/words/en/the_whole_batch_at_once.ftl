# What TheWholeBatchAtOnce says.
# $examples are as many as there are, $example is the first of them by its number. $rows and $columns are how many neurons
# layer $layer and the layer before it have; $slope is a mean slope. $products multiplications are done in $calls
# products of matrices where each example has its own, and in $together where all share them.

claim = Examples side by side go through in one product, and the product adds up their slopes.

lay_examples_side_by_side = Put the { $examples } examples side by side: each becomes one column.

run_all_forward =
    W times all columns: one product for each layer. Whose activation is it? Column { $example } is still example
    { $example }.
    .asks = With all examples in one product, whose activation is it?

sum_over_examples =
    Delta times A transposed: for each example, a column times a row. The { $examples } products are added, then shared by
    { $examples }. The result holds the mean slopes, one is { $slope }.

check_the_shapes =
    The two sides of { $examples } meet and vanish. What is left is { $rows } by { $columns }: a slope for every weight of
    layer { $layer }.

count_the_calls =
    Forward and back take { $calls } matrix products one by one, all together { $together }. The { $products }
    multiplications stay the same, but each call takes time of its own.
    .asks = What is saved, if every example still has to be multiplied?

lay_examples_as_rows = In code, examples are often rows. Then the same products stand the other way round.
    .asks = How do libraries write these products in code?

# On screen: over the mosaics; over two counts; what is counted; over formulas for examples as columns and as rows.
example = example
alone = one by one
all = all together
calls = matrix products
products = multiplications
here = examples as columns
libraries = as rows: NumPy, PyTorch, Keras
